// The traceback of an error. It includes the code that a handler interrupted, and an error about
// memory names the limit.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

/// The memory beyond the limit that an error about memory may use for its message.
enum { memory_for_errors = 1 << 20 };

static const char no_memory[] = "not enough memory";

/// Appends the tracebacks of the code that each handler interrupted, the innermost handler first.
static void append_interrupted(lua_State *L) {
  luashim *shim = luashim_of(L);
  for (int level = shim->level - 1; level >= 0 && shim->reasons[level]; level--) {
    lua_State *interrupted = shim->callers[level];
    luaL_checkstack(L, 8, NULL);
    lua_pushfstring(L, "\n[interrupted by %s]\n", shim->reasons[level]);
    luaL_traceback(L, interrupted, NULL, 0);
    lua_concat(L, 3);
  }
}

/// Removes the lines of sigbox's own Lua files from the text at the top of the stack.
static void leave_out_own(lua_State *L) {
  static const char *const own[] = {
      "\n\tsigbox/require:", "\n\tsigbox/environment:", "\n\tsigbox.checking:"};
  for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
    const char *text = lua_tostring(L, -1), *line;
    while ((line = strstr(text, own[i]))) {
      const char *end = strchr(line + 1, '\n');
      lua_pushlstring(L, text, (size_t)(line - text));
      lua_pushstring(L, end ? end : "");
      lua_concat(L, 2);
      lua_remove(L, -2);
      text = lua_tostring(L, -1);
    }
  }
}

static void push_traceback(lua_State *L, const char *message, int level) {
  luaL_traceback(L, L, message, level);
  luashim *shim = luashim_of(L);
  if (shim->level > 0 && L == shim->levels[shim->level - 1]) append_interrupted(L);
  leave_out_own(L);
}

char *luashim_memory_message(const luashim *shim) {
  char *text = NULL;
  int size = asprintf(
      &text, "%s%s: the script's values exceed %zu MiB: use --lua-memory %zum", shim->exhausted,
      no_memory, shim->memory_limit >> 20, shim->memory_limit >> 19);
  return size < 0 ? NULL : text;
}

int luashim_traceback(lua_State *L) {
  luashim *shim = luashim_of(L);
  const char *message = lua_tostring(L, 1);
  if (!message) {
    if (luaL_callmeta(L, 1, "__tostring") && lua_type(L, -1) == LUA_TSTRING) return 1;
    message = lua_pushfstring(L, "(error object is a %s value)", luaL_typename(L, 1));
  } else if (strcmp(message, no_memory) == 0) {
    // The libraries of Lua raise the bare message.
    shim->memory_left += memory_for_errors;
    char *full = luashim_memory_message(shim);
    message = full ? lua_pushstring(L, full) : message;
    free(full);
  }
  push_traceback(L, message, 1);
  return 1;
}

/// debug.traceback, which in a handler also shows the interrupted code.
static int debug_traceback(lua_State *L) {
  if (lua_isthread(L, 1) || !(lua_isnoneornil(L, 1) || lua_isstring(L, 1))) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 1);
    return 1;
  }
  push_traceback(L, lua_tostring(L, 1), (int)luaL_optinteger(L, 2, 1));
  return 1;
}

void luashim_open_traceback(lua_State *L) {
  luashim_wrap(L, LUA_DBLIBNAME, "traceback", debug_traceback);
}

/// Records the position of the script, for an error without a traceback. Allocates nothing.
///
/// Reading Lua's stack is safe if a new object was being created, because the collector may run
/// there. A growing block may be the stack itself, unless it is larger than any stack.
void luashim_note_exhausted(luashim *shim, bool is_new, size_t old) {
  enum { largest_stack = 17 << 20 };
  shim->exhausted[0] = 0;
  if (!shim->current || !(is_new || old > largest_stack)) return;
  lua_Debug activation;
  for (int level = 0; lua_getstack(shim->current, level, &activation); level++) {
    lua_getinfo(shim->current, "Sl", &activation);
    if (activation.currentline < 0) continue;
    snprintf(
        shim->exhausted, sizeof shim->exhausted, "%s:%d: ", activation.short_src,
        activation.currentline);
    return;
  }
}
