// Interrupting running Lua code.
//
// A signal handler must not run Lua code, but it may set a hook: ldebug.c allows this, and lua.c
// does it. The hook fires before the next instruction and does the work there.
//
// A hook belongs to one coroutine. So coroutine.resume, wrap and close are replaced by functions
// that record which coroutine is running.
//
// A hook is set at most once until it fires. Setting it walks the call chain, and with a fast
// timer the program would make no progress. No hook is set while Swift code is running, because a
// host function may do the waiting work itself.

#include "internal.h"

static luashim *volatile running;

static void attend_to(lua_State *L) {
  luashim *shim = luashim_of(L);
  // The order matters: a signal between these two lines leaves its record for the call below.
  lua_sethook(L, NULL, 0, 0);
  shim->armed = 0;
  shim->in_host = 1;
  shim->interrupted(shim->context);
  luashim_leave_host(shim);
}

static void fire(lua_State *L, lua_Debug *activation) {
  (void)activation;
  attend_to(L);
}

void luashim_look(lua_State *L) {
  if (luashim_of(L)->armed) attend_to(L);
}

static void arm(lua_State *L) {
  lua_sethook(L, fire, LUA_MASKCALL | LUA_MASKRET | LUA_MASKCOUNT, 1);
}

void luashim_interrupt(void) {
  luashim *shim = running;
  if (!shim || shim->armed) return;
  shim->armed = 1;
  if (!shim->in_host) arm(shim->current);
}

void luashim_attend(void) {
  if (running && running->in_host) running->armed = 0;
}

void luashim_leave_host(luashim *shim) {
  // The order matters: an interrupt between these two lines is seen by one of them.
  shim->in_host = 0;
  if (shim->armed) arm(shim->current);
}

void luashim_switch(luashim *shim, lua_State *L) {
  running = shim;
  shim->current = L;
  // A new coroutine inherits the hook of its creator. An interrupt before the line above has set
  // the hook of the other coroutine; one that arrives while the hook is cleared is seen below.
  if (!shim->armed && lua_gethook(L)) lua_sethook(L, NULL, 0, 0);
  if (shim->armed && !shim->in_host) arm(L);
}

/// Resumes `co` with the top `count` values of L. Pushes its results or its error.
static int resume(lua_State *L, lua_State *co, int count, int *results) {
  if (!lua_checkstack(co, count)) {
    lua_pushliteral(L, "too many arguments to resume");
    return LUA_ERRRUN;
  }
  luashim *shim = luashim_of(L);
  lua_xmove(L, co, count);
  luashim_switch(shim, co);
  int status = lua_resume(co, L, count, results);
  luashim_switch(shim, L);
  if (status == LUA_OK || status == LUA_YIELD) {
    if (lua_checkstack(L, *results + 1)) {
      lua_xmove(co, L, *results);
      return LUA_OK;
    }
    lua_pop(co, *results);
    lua_pushliteral(L, "too many results to resume");
    return LUA_ERRRUN;
  }
  lua_xmove(co, L, 1);
  return status;
}

static lua_State *checked_coroutine(lua_State *L) {
  lua_State *co = lua_tothread(L, 1);
  luaL_argexpected(L, co, 1, "coroutine");
  return co;
}

static int coroutine_resume(lua_State *L) {
  lua_State *co = checked_coroutine(L);
  int results = 0;
  bool done = resume(L, co, lua_gettop(L) - 1, &results) == LUA_OK;
  lua_pushboolean(L, done);
  lua_insert(L, done ? -(results + 1) : -2);
  return done ? results + 1 : 2;
}

static int close_coroutine(lua_State *L, lua_State *co) {
  luashim *shim = luashim_of(L);
  luashim_switch(shim, co);
  int status = lua_resetthread(co);
  luashim_switch(shim, L);
  return status;
}

static int wrapped(lua_State *L) {
  lua_State *co = lua_tothread(L, lua_upvalueindex(1));
  int results = 0;
  if (resume(L, co, lua_gettop(L), &results) == LUA_OK) return results;
  int status = lua_status(co);
  if (status != LUA_OK && status != LUA_YIELD) {
    status = close_coroutine(L, co);
    lua_xmove(co, L, 1);
  }
  if (status != LUA_ERRMEM && lua_type(L, -1) == LUA_TSTRING) {
    luaL_where(L, 1);
    lua_insert(L, -2);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

static int coroutine_wrap(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_State *co = lua_newthread(L);
  lua_pushvalue(L, 1);
  lua_xmove(L, co, 1);
  lua_pushcclosure(L, wrapped, 1);
  return 1;
}

static int coroutine_close(lua_State *L) {
  lua_State *co = checked_coroutine(L);
  lua_Debug activation;
  bool active = L == co
      || (lua_status(co) == LUA_OK && lua_getstack(co, 0, &activation));
  if (active) return luaL_error(L, "cannot close a running or normal coroutine");
  if (close_coroutine(L, co) == LUA_OK) {
    lua_pushboolean(L, true);
    return 1;
  }
  lua_pushboolean(L, false);
  lua_xmove(co, L, 1);
  return 2;
}

static int is_less(lua_State *L) {
  lua_pushboolean(L, lua_compare(L, 1, 2, LUA_OPLT));
  return 1;
}

/// table.sort, which takes seconds for a long list. A long list is therefore always sorted with a
/// comparison function, where hooks fire.
static int sort(lua_State *L) {
  enum { fast = 1 << 14 };
  luaL_checktype(L, 1, LUA_TTABLE);
  if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  if (lua_isnil(L, 2) && lua_rawlen(L, 1) > fast) {
    lua_pushcfunction(L, is_less);
    lua_replace(L, 2);
  }
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, 2, 0);
  return 0;
}

void luashim_open_sort(lua_State *L) { luashim_wrap(L, LUA_TABLIBNAME, "sort", sort); }

void luashim_open_coroutines(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"resume", coroutine_resume},
      {"wrap", coroutine_wrap},
      {"close", coroutine_close},
      {NULL, NULL},
  };
  luaL_requiref(L, LUA_COLIBNAME, luaopen_coroutine, true);
  luaL_setfuncs(L, functions, 0);
  lua_pop(L, 1);
}
