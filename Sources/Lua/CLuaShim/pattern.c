// The matcher of Lua patterns, with the same results and errors as Lua's own.
//
// A match can take practically forever, for example with the pattern a*a*a*b, and no hook fires
// while a C function is running. So this matcher looks for a waiting interrupt itself, at regular
// intervals.

#include <ctype.h>
#include <string.h>

#include "pattern.h"

enum { deepest = 200, steps_between_looks = 4096 };

static void step(struct matcher *m) {
  if (--m->steps > 0) return;
  m->steps = steps_between_looks;
  luashim_look(m->L);
}

static bool in_class(int c, int class) {
  bool is;
  switch (tolower(class)) {
  case 'a': is = isalpha(c); break;
  case 'c': is = iscntrl(c); break;
  case 'd': is = isdigit(c); break;
  case 'g': is = isgraph(c); break;
  case 'l': is = islower(c); break;
  case 'p': is = ispunct(c); break;
  case 's': is = isspace(c); break;
  case 'u': is = isupper(c); break;
  case 'w': is = isalnum(c); break;
  case 'x': is = isxdigit(c); break;
  case 'z': is = c == 0; break;
  default: return class == c;
  }
  return isupper(class) ? !is : is;
}

/// Whether the set from [ to the ] at `last` contains the character.
static bool in_set(int c, const char *p, const char *last) {
  bool found = true;
  if (p[1] == '^') found = false, p++;
  while (++p < last) {
    if (*p == '%') {
      if (in_class(c, (unsigned char)*++p)) return found;
    } else if (p[1] == '-' && p + 2 < last) {
      if ((unsigned char)p[0] <= c && c <= (unsigned char)p[2]) return found;
      p += 2;
    } else if ((unsigned char)*p == c) {
      return found;
    }
  }
  return !found;
}

/// The end of the pattern item at `p` that matches a single character.
static const char *item_end(struct matcher *m, const char *p) {
  char first = *p++;
  if (first == '%') {
    if (p == m->pattern_end) luaL_error(m->L, "malformed pattern (ends with '%%')");
    return p + 1;
  }
  if (first != '[') return p;
  if (*p == '^') p++;
  // A ] in first place is part of the set.
  do {
    if (p == m->pattern_end) luaL_error(m->L, "malformed pattern (missing ']')");
    if (*p++ == '%' && p < m->pattern_end) p++;
  } while (*p != ']');
  return p + 1;
}

static bool fits(const struct matcher *m, const char *s, const char *p, const char *end) {
  if (s >= m->end) return false;
  unsigned char c = (unsigned char)*s;
  switch (*p) {
  case '.': return true;
  case '%': return in_class(c, (unsigned char)p[1]);
  case '[': return in_set(c, p, end - 1);
  default: return (unsigned char)*p == c;
  }
}

static const char *match(struct matcher *m, const char *s, const char *p);

static const char *balanced(struct matcher *m, const char *s, const char *p) {
  if (p >= m->pattern_end - 1)
    luaL_error(m->L, "malformed pattern (missing arguments to '%%b')");
  if (*s != *p) return NULL;
  for (ptrdiff_t open = 1; ++s < m->end; step(m)) {
    if (*s == p[1]) {
      if (--open == 0) return s + 1;
    } else if (*s == *p) {
      open++;
    }
  }
  return NULL;
}

/// Matches as many characters as possible, then fewer until the rest of the pattern matches.
static const char *match_most(struct matcher *m, const char *s, const char *p, const char *end) {
  const char *last = s;
  for (; fits(m, last, p, end); last++) step(m);
  for (; last >= s; last--) {
    const char *found = match(m, last, end + 1);
    if (found) return found;
  }
  return NULL;
}

/// Matches as few characters as the rest of the pattern allows.
static const char *match_fewest(
    struct matcher *m, const char *s, const char *p, const char *end) {
  for (;; s++) {
    const char *found = match(m, s, end + 1);
    if (found) return found;
    if (!fits(m, s, p, end)) return NULL;
  }
}

static const char *open_capture(
    struct matcher *m, const char *s, const char *p, ptrdiff_t length) {
  if (m->level >= luashim_captures) luaL_error(m->L, "too many captures");
  m->captures[m->level].start = s;
  m->captures[m->level++].length = length;
  const char *found = match(m, s, p);
  if (!found) m->level--;
  return found;
}

static const char *close_capture(struct matcher *m, const char *s, const char *p) {
  int i = m->level - 1;
  while (i >= 0 && m->captures[i].length != luashim_open) i--;
  if (i < 0) luaL_error(m->L, "invalid pattern capture");
  m->captures[i].length = s - m->captures[i].start;
  const char *found = match(m, s, p);
  if (!found) m->captures[i].length = luashim_open;
  return found;
}

static const char *repeated_capture(struct matcher *m, const char *s, int digit) {
  int i = digit - '1';
  if (i < 0 || i >= m->level || m->captures[i].length == luashim_open)
    luaL_error(m->L, "invalid capture index %%%d", i + 1);
  size_t length = (size_t)m->captures[i].length;
  if ((size_t)(m->end - s) < length || memcmp(m->captures[i].start, s, length) != 0) return NULL;
  return s + length;
}

/// Whether there is a frontier between the character before `s` and the one at `s`.
static bool is_frontier(struct matcher *m, const char *s, const char *p, const char *end) {
  int before = s == m->subject ? 0 : (unsigned char)s[-1];
  return !in_set(before, p, end - 1) && in_set((unsigned char)*s, p, end - 1);
}

/// Matches one item with its quantifier. Returns the end of the match, or NULL. Unless the rest
/// of the pattern is done too, `*p` is where to continue.
static const char *match_item(
    struct matcher *m, const char *s, const char **p, bool *is_done) {
  const char *end = item_end(m, *p), *found;
  bool one = fits(m, s, *p, end);
  switch (*end) {
  case '?':
    if (one && (found = match(m, s + 1, end + 1))) return *is_done = true, found;
    *p = end + 1;
    return s;
  case '*':
  case '+':
    *is_done = true;
    if (*end == '+' && !one) return NULL;
    return match_most(m, *end == '+' ? s + 1 : s, *p, end);
  case '-':
    *is_done = true;
    return match_fewest(m, s, *p, end);
  default:
    *is_done = !one;
    *p = end;
    return one ? s + 1 : NULL;
  }
}

/// Returns the end of the match at `s`, or NULL.
static const char *match(struct matcher *m, const char *s, const char *p) {
  if (m->depth-- == 0) luaL_error(m->L, "pattern too complex");
  step(m);
  bool is_done = false;
  while (!is_done && s && p != m->pattern_end) {
    if (*p == '(') {
      is_done = true;
      s = p[1] == ')' ? open_capture(m, s, p + 2, luashim_position)
                      : open_capture(m, s, p + 1, luashim_open);
    } else if (*p == ')') {
      is_done = true;
      s = close_capture(m, s, p + 1);
    } else if (*p == '$' && p + 1 == m->pattern_end) {
      is_done = true;
      if (s != m->end) s = NULL;
    } else if (*p == '%' && p[1] == 'b') {
      s = balanced(m, s, p + 2);
      p += 4;
    } else if (*p == '%' && p[1] == 'f') {
      p += 2;
      if (*p != '[') luaL_error(m->L, "missing '[' after '%%f' in pattern");
      const char *end = item_end(m, p);
      if (!is_frontier(m, s, p, end)) s = NULL;
      p = end;
    } else if (*p == '%' && isdigit((unsigned char)p[1])) {
      s = repeated_capture(m, s, (unsigned char)p[1]);
      p += 2;
    } else {
      s = match_item(m, s, &p, &is_done);
    }
  }
  m->depth++;
  return s;
}

void luashim_prepare(
    struct matcher *m, lua_State *L, const char *subject, size_t length, const char *pattern,
    size_t pattern_length) {
  m->L = L;
  m->subject = subject;
  m->end = subject + length;
  m->pattern_end = pattern + pattern_length;
  m->depth = deepest;
  m->steps = steps_between_looks;
}

const char *luashim_match(struct matcher *m, const char *s, const char *pattern) {
  m->level = 0;
  return match(m, s, pattern);
}
