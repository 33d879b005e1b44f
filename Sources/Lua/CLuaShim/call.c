// Loading code, and calling functions from Swift.

#include <string.h>

#include "internal.h"

static char *copy(const char *text) { return text ? strdup(text) : NULL; }

static int reference(lua_State *L) {
  lua_pushinteger(L, luaL_ref(L, LUA_REGISTRYINDEX));
  return 1;
}

int luashim_load(
    luashim *shim, const char *text, size_t length, const char *chunk, char **message) {
  lua_State *L = shim->current;
  int function = -1;
  if (luaL_loadbufferx(L, text, length, chunk, "t") == LUA_OK) {
    lua_pushcfunction(L, reference);
    lua_insert(L, -2);
    if (lua_pcall(L, 1, 1, 0) == LUA_OK) function = (int)lua_tointeger(L, -1);
  }
  if (function < 0) *message = copy(lua_tostring(L, -1));
  lua_pop(L, 1);
  return function;
}

struct call {
  int function, count;
  const luashim_value *arguments;
  luashim_value *result;
};

/// Pushes the function and its arguments as results.
static int push_call(lua_State *L) {
  struct call *call = lua_touserdata(L, 1);
  lua_rawgeti(L, LUA_REGISTRYINDEX, call->function);
  const luashim_value *value = call->arguments;
  for (int i = 0; i < call->count; i++) value = luashim_push(L, value);
  return call->count + 1;
}

/// Reads the result of the call, which is at index 2.
static int read_result(lua_State *L) {
  struct call *call = lua_touserdata(L, 1);
  luashim *shim = luashim_of(L);
  shim->count = 0;
  if (lua_istable(L, 2) || lua_isfunction(L, 2))
    *call->result = (luashim_value){.kind = luashim_other, .bytes = luaL_typename(L, 2)};
  else
    luashim_read(L, shim, 2, 2), *call->result = shim->values[0];
  // The registry keeps a string alive until the next call.
  lua_setfield(L, LUA_REGISTRYINDEX, "sigbox.result");
  return 0;
}

static int new_level(lua_State *L) {
  luashim *shim = luashim_of(L);
  shim->levels[shim->level] = lua_newthread(L);
  luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}

/// Returns the coroutine for a call from Swift: the main one, then one for each level of nesting.
/// In a coroutine whose hook is running, no further hook would fire. NULL without room or memory.
static lua_State *enter(luashim *shim) {
  char here;
  if (shim->level == luashim_depth || shim->stack - &here > luashim_stack) return NULL;
  if (!shim->levels[shim->level]) {
    // An interrupt here would overwrite the arguments that are being passed. One that arrives now
    // fires in the new level.
    lua_State *L = shim->current;
    shim->armed = 1;
    lua_sethook(L, NULL, 0, 0);
    lua_pushcfunction(L, new_level);
    if (lua_pcall(L, 0, 0, 0) != LUA_OK) {
      lua_pop(L, 1);
      return NULL;
    }
  }
  return shim->levels[shim->level++];
}

bool luashim_call(
    luashim *shim, int function, const luashim_value *arguments, int count, const char *reason,
    luashim_value *result, char **message) {
  lua_State *caller = shim->current;
  lua_State *L = enter(shim);
  if (!L) {
    *message = copy("too many nested calls");
    return false;
  }
  shim->callers[shim->level - 1] = caller;
  shim->reasons[shim->level - 1] = reason;
  sig_atomic_t in_host = shim->in_host;
  struct call call = {function, count, arguments, result};
  *result = (luashim_value){.kind = luashim_nil};
  if (lua_gethook(L)) lua_sethook(L, NULL, 0, 0);
  lua_pushcfunction(L, luashim_traceback);
  int status = LUA_OK;
  if (count == 0) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, function);
  } else if (lua_checkstack(L, count + 2)) {
    lua_pushcfunction(L, push_call);
    lua_pushlightuserdata(L, &call);
    status = lua_pcall(L, 1, count + 1, 1);
  } else {
    status = LUA_ERRMEM;
  }
  if (status == LUA_OK) {
    // An interrupt may fire only during the call: before it, its calls would overwrite the
    // arguments, and after it, the result.
    shim->in_host = 0;
    luashim_switch(shim, L);
    status = lua_pcall(L, count, 1, 1);
    shim->in_host = in_host;
    luashim_switch(shim, caller);
    if (lua_gethook(L)) lua_sethook(L, NULL, 0, 0);
  }
  if (status == LUA_OK && !lua_isnil(L, -1)) {
    lua_pushcfunction(L, read_result);
    lua_insert(L, -2);
    lua_pushlightuserdata(L, &call);
    lua_insert(L, -2);
    status = lua_pcall(L, 2, 0, 1);
  }
  if (status == LUA_ERRMEM) *message = luashim_memory_message(shim);
  else if (status != LUA_OK) *message = copy(lua_tostring(L, -1));
  lua_settop(L, 0);
  shim->level--;
  return status == LUA_OK;
}

bool luashim_takes_arguments(luashim *shim, int function) {
  lua_State *L = shim->current;
  lua_Debug activation;
  if (!lua_checkstack(L, 1)) return true;
  lua_rawgeti(L, LUA_REGISTRYINDEX, function);
  return !lua_getinfo(L, ">u", &activation) || activation.nparams > 0 || activation.isvararg;
}

void luashim_release(luashim *shim, int function) {
  luaL_unref(shim->current, LUA_REGISTRYINDEX, function);
}
