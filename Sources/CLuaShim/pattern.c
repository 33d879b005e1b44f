// find, match, gmatch and gsub of the string library, with the results and errors of Lua's own.
//
// A match can take longer than anyone waits (the pattern a*a*a*b), and while a C function runs no hook
// fires. So the matcher here looks for an interrupt itself, every so many steps.

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "internal.h"

enum { most_captures = 32, deepest = 200, steps_between_looks = 4096 };
/// Lengths of captures that have none.
enum { is_open = -1, is_position = -2 };

struct matcher {
  lua_State *L;
  const char *subject, *end;  // what is searched
  const char *pattern_end;
  int depth, steps;
  int level;  // captures that are open or closed
  struct {
    const char *start;
    ptrdiff_t length;
  } captures[most_captures];
};

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

/// Whether the set from [ to the ] at `last` has the character.
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

/// The end of the item at `p` that stands for one character.
static const char *item_end(struct matcher *m, const char *p) {
  char first = *p++;
  if (first == '%') {
    if (p == m->pattern_end) luaL_error(m->L, "malformed pattern (ends with '%%')");
    return p + 1;
  }
  if (first != '[') return p;
  if (*p == '^') p++;
  // A ] that comes first is one of the set.
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

/// As many as fit, and fewer where the rest of the pattern needs them.
static const char *match_most(struct matcher *m, const char *s, const char *p, const char *end) {
  const char *last = s;
  for (; fits(m, last, p, end); last++) step(m);
  for (; last >= s; last--) {
    const char *found = match(m, last, end + 1);
    if (found) return found;
  }
  return NULL;
}

/// As few as the rest of the pattern allows.
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
  if (m->level >= most_captures) luaL_error(m->L, "too many captures");
  m->captures[m->level].start = s;
  m->captures[m->level++].length = length;
  const char *found = match(m, s, p);
  if (!found) m->level--;
  return found;
}

static const char *close_capture(struct matcher *m, const char *s, const char *p) {
  int i = m->level - 1;
  while (i >= 0 && m->captures[i].length != is_open) i--;
  if (i < 0) luaL_error(m->L, "invalid pattern capture");
  m->captures[i].length = s - m->captures[i].start;
  const char *found = match(m, s, p);
  if (!found) m->captures[i].length = is_open;
  return found;
}

static const char *repeated_capture(struct matcher *m, const char *s, int digit) {
  int i = digit - '1';
  if (i < 0 || i >= m->level || m->captures[i].length == is_open)
    luaL_error(m->L, "invalid capture index %%%d", i + 1);
  size_t length = (size_t)m->captures[i].length;
  if ((size_t)(m->end - s) < length || memcmp(m->captures[i].start, s, length) != 0) return NULL;
  return s + length;
}

/// Whether a frontier is between the character before `s` and the one at it.
static bool is_frontier(struct matcher *m, const char *s, const char *p, const char *end) {
  int before = s == m->subject ? 0 : (unsigned char)s[-1];
  return !in_set(before, p, end - 1) && in_set((unsigned char)*s, p, end - 1);
}

/// One item with what says how often; what matches behind it, or where to go on in `*p`.
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

/// The end of what the pattern matches at `s`, or NULL.
static const char *match(struct matcher *m, const char *s, const char *p) {
  if (m->depth-- == 0) luaL_error(m->L, "pattern too complex");
  step(m);
  bool is_done = false;
  while (!is_done && s && p != m->pattern_end) {
    if (*p == '(') {
      is_done = true;
      s = p[1] == ')' ? open_capture(m, s, p + 2, is_position) : open_capture(m, s, p + 1, is_open);
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

static struct matcher matcher_of(
    lua_State *L, const char *subject, size_t length, const char *pattern, size_t pattern_length) {
  return (struct matcher){
      .L = L, .subject = subject, .end = subject + length, .depth = deepest,
      .pattern_end = pattern + pattern_length, .steps = steps_between_looks};
}

static const char *match_from(struct matcher *m, const char *s, const char *pattern) {
  m->level = 0;
  return match(m, s, pattern);
}

/// Pushes capture `i`, the whole match where the pattern has none.
static void push_capture(struct matcher *m, int i, const char *s, const char *end) {
  if (i >= m->level) {
    if (i != 0) luaL_error(m->L, "invalid capture index %%%d", i + 1);
    lua_pushlstring(m->L, s, (size_t)(end - s));
  } else if (m->captures[i].length == is_position) {
    lua_pushinteger(m->L, m->captures[i].start - m->subject + 1);
  } else {
    if (m->captures[i].length == is_open) luaL_error(m->L, "unfinished capture");
    lua_pushlstring(m->L, m->captures[i].start, (size_t)m->captures[i].length);
  }
}

static int push_captures(struct matcher *m, const char *s, const char *end) {
  int count = m->level == 0 && s ? 1 : m->level;
  luaL_checkstack(m->L, count, "too many captures");
  for (int i = 0; i < count; i++) push_capture(m, i, s, end);
  return count;
}

/// The offset that argument `index` gives, 0 where it is left out; past the end for none.
static size_t offset(lua_State *L, int index, size_t length) {
  lua_Integer position = luaL_optinteger(L, index, 1);
  if (position > 0) return (lua_Unsigned)position - 1 > length ? length + 1 : (size_t)position - 1;
  if (position == 0 || position < -(lua_Integer)length) return 0;
  return length - (size_t)-position;
}

static bool has_specials(const char *pattern, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (pattern[i] && strchr("^$*+?.([%-", pattern[i])) return true;
  return false;
}

static int search(lua_State *L, bool find) {
  size_t length, pattern_length;
  const char *subject = luaL_checklstring(L, 1, &length);
  const char *pattern = luaL_checklstring(L, 2, &pattern_length);
  size_t start = offset(L, 3, length);
  if (start > length) return luaL_pushfail(L), 1;
  if (find && (lua_toboolean(L, 4) || !has_specials(pattern, pattern_length))) {
    const char *s = memmem(subject + start, length - start, pattern, pattern_length);
    if (!s) return luaL_pushfail(L), 1;
    lua_pushinteger(L, s - subject + 1);
    lua_pushinteger(L, s - subject + (ptrdiff_t)pattern_length);
    return 2;
  }
  struct matcher m = matcher_of(L, subject, length, pattern, pattern_length);
  bool anchored = *pattern == '^';
  const char *s = subject + start, *end;
  do {
    if (!(end = match_from(&m, s, pattern + anchored))) continue;
    if (!find) return push_captures(&m, s, end);
    lua_pushinteger(L, s - subject + 1);
    lua_pushinteger(L, end - subject);
    return push_captures(&m, NULL, NULL) + 2;
  } while (s++ < m.end && !anchored);
  luaL_pushfail(L);
  return 1;
}

static int string_find(lua_State *L) { return search(L, true); }
static int string_match(lua_State *L) { return search(L, false); }

/// Where gmatch goes on, and where its last match ended.
struct progress {
  size_t next, last;
};

static int next_match(lua_State *L) {
  size_t length, pattern_length;
  const char *subject = lua_tolstring(L, lua_upvalueindex(1), &length);
  const char *pattern = lua_tolstring(L, lua_upvalueindex(2), &pattern_length);
  struct progress *progress = lua_touserdata(L, lua_upvalueindex(3));
  struct matcher m = matcher_of(L, subject, length, pattern, pattern_length);
  for (const char *s = subject + progress->next; s <= m.end; s++) {
    const char *end = match_from(&m, s, pattern);
    if (!end || (size_t)(end - subject) == progress->last) continue;
    progress->next = progress->last = (size_t)(end - subject);
    return push_captures(&m, s, end);
  }
  return 0;
}

static int string_gmatch(lua_State *L) {
  size_t length;
  luaL_checklstring(L, 1, &length);
  luaL_checkstring(L, 2);
  size_t start = offset(L, 3, length);
  lua_settop(L, 2);
  struct progress *progress = lua_newuserdatauv(L, sizeof *progress, 0);
  *progress = (struct progress){.next = start, .last = SIZE_MAX};
  lua_pushcclosure(L, next_match, 3);
  return 1;
}

/// Adds the replacement text with its %0 to %9.
static void add_text(struct matcher *m, luaL_Buffer *result, const char *s, const char *end) {
  size_t length;
  const char *text = lua_tolstring(m->L, 3, &length), *mark;
  while ((mark = memchr(text, '%', length))) {
    luaL_addlstring(result, text, (size_t)(mark - text));
    int digit = (unsigned char)*++mark;
    if (digit == '%') {
      luaL_addchar(result, '%');
    } else if (digit == '0') {
      luaL_addlstring(result, s, (size_t)(end - s));
    } else if (isdigit(digit)) {
      push_capture(m, digit - '1', s, end);
      luaL_addvalue(result);
    } else {
      luaL_error(m->L, "invalid use of '%c' in replacement string", '%');
    }
    length -= (size_t)(mark + 1 - text);
    text = mark + 1;
  }
  luaL_addlstring(result, text, length);
}

/// Adds what replaces a match; false where the match stays.
static bool add_replacement(
    struct matcher *m, luaL_Buffer *result, const char *s, const char *end) {
  lua_State *L = m->L;
  switch (lua_type(L, 3)) {
  case LUA_TFUNCTION:
    lua_pushvalue(L, 3);
    lua_call(L, push_captures(m, s, end), 1);
    break;
  case LUA_TTABLE:
    push_capture(m, 0, s, end);
    lua_gettable(L, 3);
    break;
  default:
    add_text(m, result, s, end);
    return true;
  }
  if (!lua_toboolean(L, -1)) {
    lua_pop(L, 1);
    luaL_addlstring(result, s, (size_t)(end - s));
    return false;
  }
  if (!lua_isstring(L, -1))
    return luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
  luaL_addvalue(result);
  return true;
}

static int string_gsub(lua_State *L) {
  size_t length, pattern_length;
  const char *s = luaL_checklstring(L, 1, &length);
  const char *pattern = luaL_checklstring(L, 2, &pattern_length), *last = NULL;
  int type = lua_type(L, 3);
  lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)length + 1), count = 0;
  luaL_argexpected(
      L, type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION || type == LUA_TTABLE,
      3, "string/function/table");
  struct matcher m = matcher_of(L, s, length, pattern, pattern_length);
  bool anchored = *pattern == '^', changed = false;
  luaL_Buffer result;
  luaL_buffinit(L, &result);
  while (count < most) {
    const char *end = match_from(&m, s, pattern + anchored);
    if (end && end != last) {
      count++;
      changed |= add_replacement(&m, &result, s, end);
      s = last = end;
    } else if (s < m.end) {
      luaL_addchar(&result, *s++);
    } else {
      break;
    }
    if (anchored) break;
  }
  if (changed) {
    luaL_addlstring(&result, s, (size_t)(m.end - s));
    luaL_pushresult(&result);
  } else {
    lua_pushvalue(L, 1);
  }
  lua_pushinteger(L, count);
  return 2;
}

void luashim_open_patterns(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"find", string_find}, {"match", string_match}, {"gmatch", string_gmatch},
      {"gsub", string_gsub}, {NULL, NULL},
  };
  lua_getglobal(L, LUA_STRLIBNAME);
  luaL_setfuncs(L, functions, 0);
  lua_pop(L, 1);
}
