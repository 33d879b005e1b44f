// What the files of this module share and Swift does not see.
#ifndef CLUASHIM_INTERNAL_H
#define CLUASHIM_INTERNAL_H

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <signal.h>

#include "CLuaShim.h"

/// The C stack that nested calls may take, half of the usual limit: each level counts anew what
/// Lua allows of it.
enum { luashim_stack = 4 << 20 };

/// Handlers that interrupt handlers; the kernel allows 64, one a signal.
enum { luashim_depth = 64 };

struct luashim {
  lua_State *main;
  void *context;
  luashim_host host;
  void (*interrupted)(void *);
  size_t memory_limit, memory_left;
  /// Where the script was when memory was last refused: `file:line: `.
  char exhausted[LUA_IDSIZE + 16];
  /// Where the C stack was when the interpreter was made.
  char *stack;
  /// The coroutine that runs: a hook set on another would never fire.
  lua_State *volatile current;
  /// Whether an interrupt waits.
  volatile sig_atomic_t armed;
  /// Whether Swift runs, to which a hook means nothing; it is set when Lua goes on.
  volatile sig_atomic_t in_host;
  /// A coroutine a level of nested calls; the first is the main one.
  lua_State *levels[luashim_depth];
  /// The coroutine that made the call of a level, and by which signal if a handler was called.
  lua_State *callers[luashim_depth];
  const char *reasons[luashim_depth];
  int level;
  /// The metatables of classes, as references in the registry.
  int classes[luashim_classes];
  /// Arguments of a host function on their way to Swift.
  luashim_value *values;
  int count, capacity;
};

luashim *luashim_of(lua_State *L);
/// Lets Lua go on behind Swift, with a hook where an interrupt waits.
void luashim_leave_host(luashim *shim);
/// Makes `L` the coroutine that runs and moves a waiting interrupt to it.
void luashim_switch(luashim *shim, lua_State *L);
/// Replaces a function of a library by one that has it as its first upvalue.
void luashim_wrap(
    lua_State *L, const char *library, const char *name, lua_CFunction function);
/// Replaces coroutine.resume, wrap and close by ones that tell which coroutine runs.
void luashim_open_coroutines(lua_State *L);
/// Replaces print, write and flush by ones that end PID 1 where PIPE would end another process.
void luashim_open_output(lua_State *L);

/// Handles a waiting interrupt in a C function, which no hook reaches; L is the coroutine that runs.
void luashim_look(lua_State *L);
/// Replaces the string library's functions that match patterns by ones that can be interrupted.
void luashim_open_patterns(lua_State *L);
/// Replaces table.sort by one that can be interrupted.
void luashim_open_sort(lua_State *L);
/// The message handler of calls from Swift: the message with a traceback.
int luashim_traceback(lua_State *L);
/// Replaces debug.traceback.
void luashim_open_traceback(lua_State *L);
/// Where the script was when it took too much, and the limit; to free, NULL without memory.
char *luashim_memory_message(const luashim *shim);
/// Notes that a new block, or more than `old` bytes, was refused.
void luashim_note_exhausted(luashim *shim, bool is_new, size_t old);

/// Appends the values at `first` to `last` of the stack to shim->values; raises.
void luashim_read(lua_State *L, luashim *shim, int first, int last);
/// Pushes the value at `value` and returns what follows it; raises.
const luashim_value *luashim_push(lua_State *L, const luashim_value *value);
/// The bodies of host functions, by their numbers.
enum { luashim_functions = 256 };
extern const lua_CFunction luashim_trampolines[luashim_functions];

#endif
