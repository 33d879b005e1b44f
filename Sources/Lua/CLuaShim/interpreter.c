// Creating interpreters, their memory, and the modules and classes of the host.

#include <stdlib.h>

#include "internal.h"

luashim *luashim_of(lua_State *L) { return *(luashim **)lua_getextraspace(L); }

/// lua_Alloc with a limit. If it is exceeded, Lua collects garbage and then raises an error.
static void *allocate(void *context, void *block, size_t old, size_t size) {
  luashim *shim = context;
  // Without a block, `old` is not a size but the kind of the new object.
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
    lua_pushcfunction(shim->main, luashim_open_libraries);
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
