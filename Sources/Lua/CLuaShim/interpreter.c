// An interpreter: creation, libraries, loading, calling.

#include <stdlib.h>
#include <string.h>

#include "internal.h"

luashim *luashim_of(lua_State *L) { return *(luashim **)lua_getextraspace(L); }

static char *copy(const char *text) { return text ? strdup(text) : NULL; }

/// Bytecode can break the interpreter: text alone is loaded, whatever mode is asked for.
static int load_text(lua_State *L) {
  int arguments = lua_gettop(L) < 4 ? 3 : 4;
  lua_settop(L, arguments);
  lua_pushliteral(L, "t");
  lua_replace(L, 3);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, arguments, LUA_MULTRET);
  return lua_gettop(L);
}

/// A finaliser would run at any allocation, where no interrupt can end it.
static int set_metatable(lua_State *L) {
  if (lua_istable(L, 2)) {
    lua_pushliteral(L, "__gc");
    if (lua_rawget(L, 2) != LUA_TNIL)
      return luaL_error(L, "a __gc finaliser is not supported: use a to-be-closed variable");
    lua_pop(L, 1);
  }
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, 1);
  return 1;
}

void luashim_wrap(
    lua_State *L, const char *library, const char *name, lua_CFunction function) {
  lua_getglobal(L, library);
  lua_getfield(L, -1, name);
  lua_pushcclosure(L, function, 1);
  lua_setfield(L, -2, name);
  lua_pop(L, 1);
}

static void keep(lua_State *L, const char *library, const char *const *names) {
  lua_getglobal(L, library);
  lua_newtable(L);
  for (; *names; names++) {
    lua_getfield(L, -2, *names);
    lua_setfield(L, -2, *names);
  }
  lua_pushvalue(L, -1);
  lua_setglobal(L, library);
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  lua_insert(L, -2);
  lua_setfield(L, -2, library);
  lua_pop(L, 2);
}

static int open_libraries(lua_State *L) {
  static const luaL_Reg libraries[] = {
      {LUA_GNAME, luaopen_base},        {LUA_TABLIBNAME, luaopen_table},
      {LUA_STRLIBNAME, luaopen_string}, {LUA_MATHLIBNAME, luaopen_math},
      {LUA_UTF8LIBNAME, luaopen_utf8},  {LUA_IOLIBNAME, luaopen_io},
      {LUA_OSLIBNAME, luaopen_os},      {LUA_DBLIBNAME, luaopen_debug},
  };
  for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
    luaL_requiref(L, libraries[i].name, libraries[i].func, true);
    lua_pop(L, 1);
  }
  luashim_open_coroutines(L);
  luashim_open_output(L);
  luashim_wrap(L, LUA_GNAME, "load", load_text);
  luashim_wrap(L, LUA_GNAME, "setmetatable", set_metatable);
  // execute and popen wait for children behind the script's back; exit is process.exit; sethook
  // would take the interrupt's hook away.
  keep(L, "io", (const char *const[]){"close", "flush", "input", "lines", "open", "output", "read",
      "stderr", "stdin", "stdout", "tmpfile", "type", "write", NULL});
  keep(L, "os", (const char *const[]){"clock", "date", "difftime", "getenv", "remove", "rename",
      "setlocale", "time", "tmpname", NULL});
  keep(L, "debug", (const char *const[]){"getinfo", "traceback", NULL});
  luashim_open_traceback(L);
  luashim_open_patterns(L);
  luashim_open_sort(L);
  lua_getglobal(L, "string");
  lua_pushnil(L);
  lua_setfield(L, -2, "dump");
  lua_pop(L, 1);
  for (const char *const *name = (const char *const[]){"dofile", "loadfile", NULL}; *name; name++) {
    lua_pushnil(L);
    lua_setglobal(L, *name);
  }
  return 0;
}

/// lua_Alloc with a limit, beyond which Lua collects garbage and then raises.
static void *allocate(void *context, void *block, size_t old, size_t size) {
  luashim *shim = context;
  // Where there is no block, the old size tells what kind of object is made.
  if (!block) old = 0;
  if (size > old && size - old > shim->memory_left) {
    luashim_note_exhausted(shim, !block, old);
    return NULL;
  }
  void *moved = NULL;
  if (size == 0) free(block);
  else if (!(moved = realloc(block, size))) return NULL;
  shim->memory_left += old - size;
  return moved;
}

luashim *luashim_create(
    void *context, luashim_host host, void (*interrupted)(void *), size_t memory_limit) {
  luashim *shim = calloc(1, sizeof *shim);
  if (!shim) return NULL;
  shim->stack = __builtin_frame_address(0);
  shim->context = context;
  shim->host = host;
  shim->interrupted = interrupted;
  shim->memory_limit = shim->memory_left = memory_limit;
  shim->main = lua_newstate(allocate, shim);
  if (shim->main) {
    *(luashim **)lua_getextraspace(shim->main) = shim;
    shim->levels[0] = shim->main;
    lua_pushcfunction(shim->main, open_libraries);
    if (lua_pcall(shim->main, 0, 0, 0) == LUA_OK) {
      luashim_switch(shim, shim->main);
      return shim;
    }
    lua_close(shim->main);
  }
  free(shim);
  return NULL;
}

void luashim_destroy(luashim *shim) {
  lua_close(shim->main);
  free(shim->values);
  free(shim);
}

struct registration {
  const char *module, *name;
  int count, function;
};

static bool protected_call(luashim *shim, lua_CFunction function, void *argument) {
  lua_pushcfunction(shim->main, function);
  lua_pushlightuserdata(shim->main, argument);
  bool done = lua_pcall(shim->main, 1, 0, 0) == LUA_OK;
  if (!done) lua_pop(shim->main, 1);
  return done;
}

static int register_function(lua_State *L) {
  struct registration *registration = lua_touserdata(L, 1);
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  if (lua_getfield(L, -1, registration->module) != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_createtable(L, 0, registration->count);
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, registration->module);
    lua_pushvalue(L, -1);
    lua_setglobal(L, registration->module);
  }
  lua_pushcfunction(L, luashim_trampolines[registration->function]);
  lua_setfield(L, -2, registration->name);
  return 0;
}

bool luashim_register(
    luashim *shim, const char *module, int count, const char *name, int function) {
  if (function >= luashim_functions) return false;
  struct registration registration = {module, name, count, function};
  return protected_call(shim, register_function, &registration);
}

static int register_class(lua_State *L) {
  struct registration *registration = lua_touserdata(L, 1);
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  luaL_getsubtable(L, -1, registration->module);
  luaL_getsubtable(L, -1, "classes");
  lua_newtable(L);
  lua_pushvalue(L, -1);
  lua_setfield(L, -3, registration->name);
  luashim_of(L)->classes[registration->function - 1] = luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}

bool luashim_register_class(luashim *shim, const char *module, const char *name, int number) {
  if (number < 1 || number > luashim_classes) return false;
  struct registration registration = {module, name, 0, number};
  return protected_call(shim, register_class, &registration);
}

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

/// Returns the function and its arguments.
static int push_call(lua_State *L) {
  struct call *call = lua_touserdata(L, 1);
  lua_rawgeti(L, LUA_REGISTRYINDEX, call->function);
  const luashim_value *value = call->arguments;
  for (int i = 0; i < call->count; i++) value = luashim_push(L, value);
  return call->count + 1;
}

/// Reads the result behind the call.
static int read_result(lua_State *L) {
  struct call *call = lua_touserdata(L, 1);
  luashim *shim = luashim_of(L);
  shim->count = 0;
  if (lua_istable(L, 2) || lua_isfunction(L, 2))
    *call->result = (luashim_value){.kind = luashim_other, .bytes = luaL_typename(L, 2)};
  else
    luashim_read(L, shim, 2, 2), *call->result = shim->values[0];
  // The string stays reachable until the next one.
  lua_setfield(L, LUA_REGISTRYINDEX, "sigbox.result");
  return 0;
}

static int new_level(lua_State *L) {
  luashim *shim = luashim_of(L);
  shim->levels[shim->level] = lua_newthread(L);
  luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}

/// The coroutine for a call from Swift: the main one, then one a level of nesting, for in the
/// coroutine whose hook runs no further hook would fire.
static lua_State *enter(luashim *shim) {
  char here;
  if (shim->level == luashim_depth || shim->stack - &here > luashim_stack) return NULL;
  if (!shim->levels[shim->level]) {
    // No interrupt here: it would take the place of the arguments that are on their way. One that
    // comes now fires in the new level.
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
    // Only now may an interrupt fire: what it calls would take the arguments' place, and after the
    // call the result's.
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
