// Values between Lua's stack and the flat array that Swift reads and writes.

#include <stdio.h>
#include <stdlib.h>

#include "internal.h"

enum { nesting = 8, longest = 16 << 20 };

static int append(lua_State *L, luashim *shim) {
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
  luaL_checkstack(L, 4, "a table is nested too deep");
  lua_Integer length = (lua_Integer)lua_rawlen(L, index);
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

static void read_value(lua_State *L, luashim *shim, int index, int depth) {
  int head = append(L, shim);
  luashim_value value = {0};
  size_t length;
  luaL_Stream *stream;
  switch (lua_type(L, index)) {
  case LUA_TNIL:
    break;
  case LUA_TBOOLEAN:
    value.kind = luashim_boolean;
    value.integer = lua_toboolean(L, index);
    break;
  case LUA_TNUMBER:
    // lua_tolstring would turn a key into a string and confuse lua_next; numbers stay numbers.
    if (lua_isinteger(L, index)) {
      value.kind = luashim_integer;
      value.integer = lua_tointeger(L, index);
    } else {
      value.kind = luashim_number;
      value.number = lua_tonumber(L, index);
    }
    break;
  case LUA_TSTRING:
    value.kind = luashim_string;
    value.bytes = lua_tolstring(L, index, &length);
    if (length > longest)
      luaL_error(L, "a string of more than %d MiB is no argument here", longest >> 20);
    value.length = (uint32_t)length;
    break;
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
  case luashim_nil:
  case luashim_file:
  case luashim_other:
    break;
  }
  lua_pushnil(L);
  return next;
}

int luashim_trampoline(lua_State *L) {
  luashim *shim = luashim_of(L);
  int function = (int)lua_tointeger(L, lua_upvalueindex(1));
  int count = lua_gettop(L);
  shim->count = 0;
  luashim_read(L, shim, 1, count);
  luashim_outcome outcome = {0};
  switch (shim->host(shim->context, function, shim->values, count, &outcome)) {
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
