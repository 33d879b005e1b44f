// Converts between values on Lua's stack and the flat array that Swift reads and writes.

#include <stdio.h>
#include <stdlib.h>

#include "internal.h"

enum { nesting = 8, longest = 16 << 20, most = 1 << 20 };

static int refuse_more(lua_State *L) {
  return luaL_error(L, "the arguments have more than %d values", most);
}

static int append(lua_State *L, luashim *shim) {
  if (shim->count >= most) refuse_more(L);
  if (shim->count == shim->capacity) {
    int capacity = shim->capacity ? shim->capacity * 2 : 32;
    luashim_value *values = realloc(shim->values, sizeof *values * (size_t)capacity);
    if (!values) luaL_error(L, "not enough memory");
    shim->values = values;
    shim->capacity = capacity;
  }
  shim->values[shim->count] = (luashim_value){0};
  return shim->count++;
}

static void read_value(lua_State *L, luashim *shim, int index, int depth);

static void read_table(lua_State *L, luashim *shim, int index, int head, int depth) {
  if (depth == nesting) luaL_error(L, "a table is nested more than %d deep", nesting);
  luaL_checkstack(L, 4, "a table is nested too deeply");
  // Of a table with gaps, any border may be the length.
  lua_Unsigned size = lua_rawlen(L, index);
  if (size > most) refuse_more(L);
  lua_Integer length = (lua_Integer)size;
  for (lua_Integer i = 1; i <= length; i++) {
    lua_rawgeti(L, index, i);
    read_value(L, shim, lua_gettop(L), depth + 1);
    lua_pop(L, 1);
  }
  int64_t pairs = 0;
  for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
    if (lua_isinteger(L, -2) && lua_tointeger(L, -2) >= 1 && lua_tointeger(L, -2) <= length)
      continue;
    pairs++;
    int key = lua_gettop(L) - 1;
    read_value(L, shim, key, depth + 1);
    read_value(L, shim, key + 1, depth + 1);
  }
  shim->values[head].length = (uint32_t)length;
  shim->values[head].integer = pairs;
}

/// Reads a value that takes one place and need not be released. Returns false for any other
/// value.
static bool read_plain(lua_State *L, int index, luashim_value *value) {
  size_t length;
  *value = (luashim_value){0};
  switch (lua_type(L, index)) {
  case LUA_TNIL:
    return true;
  case LUA_TBOOLEAN:
    value->kind = luashim_boolean;
    value->integer = lua_toboolean(L, index);
    return true;
  case LUA_TNUMBER:
    // Not with lua_tolstring, which would convert a key to a string and confuse lua_next.
    if (lua_isinteger(L, index)) {
      value->kind = luashim_integer;
      value->integer = lua_tointeger(L, index);
    } else {
      value->kind = luashim_number;
      value->number = lua_tonumber(L, index);
    }
    return true;
  case LUA_TSTRING:
    value->kind = luashim_string;
    value->bytes = lua_tolstring(L, index, &length);
    if (length > longest)
      luaL_error(L, "a string argument is longer than %d MiB", longest >> 20);
    value->length = (uint32_t)length;
    return true;
  default:
    return false;
  }
}

static void read_value(lua_State *L, luashim *shim, int index, int depth) {
  int head = append(L, shim);
  luashim_value value;
  luaL_Stream *stream;
  if (!read_plain(L, index, &value)) switch (lua_type(L, index)) {
  case LUA_TTABLE:
    shim->values[head].kind = luashim_table;
    read_table(L, shim, index, head, depth);
    return;
  case LUA_TFUNCTION:
    value.kind = luashim_function;
    lua_pushvalue(L, index);
    value.integer = luaL_ref(L, LUA_REGISTRYINDEX);
    break;
  default:
    stream = luaL_testudata(L, index, LUA_FILEHANDLE);
    value.kind = stream ? luashim_file : luashim_other;
    if (stream)
      value.integer = stream->closef ? fileno(stream->f) : -1;
    else
      value.bytes = luaL_typename(L, index);
  }
  shim->values[head] = value;
}

void luashim_read(lua_State *L, luashim *shim, int first, int last) {
  luaL_checkstack(L, 4, NULL);
  for (int i = first; i <= last; i++) read_value(L, shim, i, 0);
}

const luashim_value *luashim_push(lua_State *L, const luashim_value *value) {
  luaL_checkstack(L, 4, "too many values");
  const luashim_value *next = value + 1;
  switch (value->kind) {
  case luashim_boolean:
    lua_pushboolean(L, (int)value->integer);
    return next;
  case luashim_integer:
    lua_pushinteger(L, value->integer);
    return next;
  case luashim_number:
    lua_pushnumber(L, value->number);
    return next;
  case luashim_string:
    lua_pushlstring(L, value->bytes ? value->bytes : "", value->length);
    return next;
  case luashim_literal:
    // lua_pushstring has a cache by address.
    lua_pushstring(L, value->bytes);
    return next;
  case luashim_table:
    lua_createtable(L, (int)value->length, (int)value->integer);
    for (uint32_t i = 1; i <= value->length; i++) {
      next = luashim_push(L, next);
      lua_rawseti(L, -2, i);
    }
    for (int64_t i = 0; i < value->integer; i++) {
      next = luashim_push(L, next);
      next = luashim_push(L, next);
      lua_rawset(L, -3);
    }
    return next;
  case luashim_function:
    lua_rawgeti(L, LUA_REGISTRYINDEX, value->integer);
    return next;
  case luashim_object:
    next = luashim_push(L, next);
    if (value->integer) {
      lua_rawgeti(L, LUA_REGISTRYINDEX, luashim_of(L)->classes[value->integer - 1]);
      lua_setmetatable(L, -2);
    }
    return next;
  case luashim_nil:
  case luashim_file:
  case luashim_other:
    break;
  }
  lua_pushnil(L);
  return next;
}

static int call_host(lua_State *L, int function) {
  luashim *shim = luashim_of(L);
  int count = lua_gettop(L);
  luashim_value few[4], *arguments = few;
  bool plain = count <= (int)(sizeof few / sizeof *few);
  for (int i = 0; plain && i < count; i++) plain = read_plain(L, i + 1, &few[i]);
  if (!plain) {
    shim->count = 0;
    luashim_read(L, shim, 1, count);
    arguments = shim->values;
  }
  luashim_outcome outcome = {0};
  shim->in_host = 1;
  luashim_status status =
      shim->host(shim->context, function, arguments, count, plain, &outcome);
  luashim_leave_host(shim);
  switch (status) {
  case luashim_returned:
    break;
  case luashim_failed:
    luaL_where(L, 1);
    luashim_push(L, outcome.values);
    lua_concat(L, 2);
    return lua_error(L);
  case luashim_bad_argument:
    luashim_push(L, outcome.values);
    return luaL_argerror(L, outcome.argument, lua_tostring(L, -1));
  }
  const luashim_value *value = outcome.values;
  for (int i = 0; i < outcome.count; i++) value = luashim_push(L, value);
  return outcome.count;
}

// One C function for each host function: without upvalues it needs no memory in Lua.
#define EACH_OF_16(X, high) \
  X(high##0) X(high##1) X(high##2) X(high##3) X(high##4) X(high##5) X(high##6) X(high##7) \
  X(high##8) X(high##9) X(high##a) X(high##b) X(high##c) X(high##d) X(high##e) X(high##f)
#define EACH(X) \
  EACH_OF_16(X, 0x0) EACH_OF_16(X, 0x1) EACH_OF_16(X, 0x2) EACH_OF_16(X, 0x3) \
  EACH_OF_16(X, 0x4) EACH_OF_16(X, 0x5) EACH_OF_16(X, 0x6) EACH_OF_16(X, 0x7) \
  EACH_OF_16(X, 0x8) EACH_OF_16(X, 0x9) EACH_OF_16(X, 0xa) EACH_OF_16(X, 0xb) \
  EACH_OF_16(X, 0xc) EACH_OF_16(X, 0xd) EACH_OF_16(X, 0xe) EACH_OF_16(X, 0xf)
#define DEFINE(number) static int host_##number(lua_State *L) { return call_host(L, number); }
#define NAME(number) host_##number,

EACH(DEFINE)

const lua_CFunction luashim_trampolines[luashim_functions] = {EACH(NAME)};
