// string.find, match, gmatch and gsub, with a matcher that can be interrupted.

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "pattern.h"

/// Pushes capture `i`, or the whole match if the pattern has no captures.
static void push_capture(struct matcher *m, int i, const char *s, const char *end) {
  if (i >= m->level) {
    if (i != 0) luaL_error(m->L, "invalid capture index %%%d", i + 1);
    lua_pushlstring(m->L, s, (size_t)(end - s));
  } else if (m->captures[i].length == luashim_position) {
    lua_pushinteger(m->L, m->captures[i].start - m->subject + 1);
  } else {
    if (m->captures[i].length == luashim_open) luaL_error(m->L, "unfinished capture");
    lua_pushlstring(m->L, m->captures[i].start, (size_t)m->captures[i].length);
  }
}

static int push_captures(struct matcher *m, const char *s, const char *end) {
  int count = m->level == 0 && s ? 1 : m->level;
  luaL_checkstack(m->L, count, "too many captures");
  for (int i = 0; i < count; i++) push_capture(m, i, s, end);
  return count;
}

/// The start offset from argument `index`; 0 by default, beyond the end if there is nothing to
/// search.
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

/// Finds the first occurrence of a text, in linear time.
static const char *find_plain(const char *s, size_t length, const char *text, size_t text_length) {
  // memmem(3) is linear, but slow to start.
  enum { short_work = 1 << 20 };
  if (text_length == 0) return s;
  if (text_length > length) return NULL;
  if (text_length > short_work / (length + 1)) return memmem(s, length, text, text_length);
  const char *last = s + length - text_length;
  for (; s <= last; s++) {
    s = memchr(s, *text, (size_t)(last - s) + 1);
    if (!s || memcmp(s, text, text_length) == 0) return s;
  }
  return NULL;
}

static int search(lua_State *L, bool find) {
  size_t length, pattern_length;
  const char *subject = luaL_checklstring(L, 1, &length);
  const char *pattern = luaL_checklstring(L, 2, &pattern_length);
  size_t start = offset(L, 3, length);
  if (start > length) return luaL_pushfail(L), 1;
  if (find && (lua_toboolean(L, 4) || !has_specials(pattern, pattern_length))) {
    const char *s = find_plain(subject + start, length - start, pattern, pattern_length);
    if (!s) return luaL_pushfail(L), 1;
    lua_pushinteger(L, s - subject + 1);
    lua_pushinteger(L, s - subject + (ptrdiff_t)pattern_length);
    return 2;
  }
  struct matcher m;
  luashim_prepare(&m, L, subject, length, pattern, pattern_length);
  bool anchored = *pattern == '^';
  const char *s = subject + start, *end;
  do {
    if (!(end = luashim_match(&m, s, pattern + anchored))) continue;
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

/// Where gmatch continues, and where its last match ended.
struct progress {
  size_t next, last;
};

static int next_match(lua_State *L) {
  size_t length, pattern_length;
  const char *subject = lua_tolstring(L, lua_upvalueindex(1), &length);
  const char *pattern = lua_tolstring(L, lua_upvalueindex(2), &pattern_length);
  struct progress *progress = lua_touserdata(L, lua_upvalueindex(3));
  struct matcher m;
  luashim_prepare(&m, L, subject, length, pattern, pattern_length);
  for (const char *s = subject + progress->next; s <= m.end; s++) {
    const char *end = luashim_match(&m, s, pattern);
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

/// Adds the replacement of a match. Returns false if the match is kept.
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
  struct matcher m;
  luashim_prepare(&m, L, s, length, pattern, pattern_length);
  bool anchored = *pattern == '^', changed = false;
  luaL_Buffer result;
  luaL_buffinit(L, &result);
  while (count < most) {
    const char *end = luashim_match(&m, s, pattern + anchored);
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
