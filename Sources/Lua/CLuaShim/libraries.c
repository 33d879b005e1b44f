// The libraries that scripts may use.

#include "internal.h"

/// `load` for text only, regardless of the mode: bytecode can crash the interpreter.
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

/// `setmetatable` without __gc: a finalizer runs at any allocation, where no interrupt can end
/// it.
static int set_metatable(lua_State *L) {
  if (lua_istable(L, 2)) {
    lua_pushliteral(L, "__gc");
    if (lua_rawget(L, 2) != LUA_TNIL)
      return luaL_error(L, "a __gc finalizer is not supported: use a to-be-closed variable");
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

/// Replaces a library by a table of the named functions only.
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

int luashim_open_libraries(lua_State *L) {
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
  // execute and popen would reap children that belong to the script. exit is process.exit.
  // sethook would remove the hook of the interrupt.
  keep(L, "io", (const char *const[]){"close", "flush", "input", "lines", "open", "output", "read",
      "stderr", "stdin", "stdout", "tmpfile", "type", "write", NULL});
  keep(L, "os", (const char *const[]){"clock", "date", "difftime", "getenv", "remove", "rename",
      "setlocale", "time", "tmpname", NULL});
  keep(L, "debug", (const char *const[]){"getinfo", "traceback", NULL});
  luashim_open_files(L);
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
