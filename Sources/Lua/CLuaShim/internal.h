// Shared by the files of this module, and not visible to Swift.
#ifndef CLUASHIM_INTERNAL_H
#define CLUASHIM_INTERNAL_H

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <signal.h>

#include "CLuaShim.h"

/// The C stack that nested calls may use: half of the usual limit. Lua's own limit counts each
/// level separately.
enum { luashim_stack = 4 << 20 };

/// The maximum depth of handlers that interrupt handlers: one for each of the 64 signals.
enum { luashim_depth = 64 };

struct luashim {
  lua_State *main;
  void *context;
  luashim_host host;
  void (*interrupted)(void *);
  size_t memory_limit, memory_left;
  /// The position of the script when memory was last refused: `file:line: `.
  char exhausted[LUA_IDSIZE + 16];
  /// The position of the C stack when the interpreter was created.
  char *stack;
  /// The running coroutine: a hook set on another one would never fire.
  lua_State *volatile current;
  /// Whether an interrupt is waiting.
  volatile sig_atomic_t armed;
  /// Whether Swift code is running. A hook is then set only when Lua continues.
  volatile sig_atomic_t in_host;
  /// The coroutine of each level of nested calls; the first is the main one.
  lua_State *levels[luashim_depth];
  /// The coroutine that each level was called from, and the signal's name if it runs a handler.
  lua_State *callers[luashim_depth];
  const char *reasons[luashim_depth];
  int level;
  /// The metatables of classes, as references in the registry.
  int classes[luashim_classes];
  /// The arguments of a host function, to be read by Swift.
  luashim_value *values;
  int count, capacity;
};

luashim *luashim_of(lua_State *L);
/// Returns from Swift to Lua, and sets a hook if an interrupt is waiting.
void luashim_leave_host(luashim *shim);
/// Makes `L` the running coroutine and moves a waiting interrupt to it.
void luashim_switch(luashim *shim, lua_State *L);
/// Replaces a function of a library by one that has the original as its first upvalue.
void luashim_wrap(
    lua_State *L, const char *library, const char *name, lua_CFunction function);
/// Opens the libraries that scripts may use; a lua_CFunction, which may raise.
int luashim_open_libraries(lua_State *L);
/// Replaces coroutine.resume, wrap and close by functions that record which coroutine is running.
void luashim_open_coroutines(lua_State *L);
/// Replaces print, write and flush by functions that exit PID 1 if PIPE would kill any other
/// process.
void luashim_open_output(lua_State *L);

/// Handles a waiting interrupt in a C function, where no hook fires. `L` is the running
/// coroutine.
void luashim_look(lua_State *L);
/// Replaces string.find, match, gmatch and gsub by functions that can be interrupted.
void luashim_open_patterns(lua_State *L);
/// Replaces table.sort by a function that can be interrupted.
void luashim_open_sort(lua_State *L);
/// The message handler of calls from Swift, which appends a traceback to the message.
int luashim_traceback(lua_State *L);
/// Replaces io.open, input, output and lines by functions that do not open the memory of a process.
void luashim_open_files(lua_State *L);
/// Replaces debug.traceback.
void luashim_open_traceback(lua_State *L);
/// A message with the position of the script and the memory limit, to be freed; NULL without
/// memory.
char *luashim_memory_message(const luashim *shim);
/// Records the position of the script when a new block, or a larger one than `old`, was refused.
void luashim_note_exhausted(luashim *shim, bool is_new, size_t old);

/// Appends the values at the stack indices `first` to `last` to shim->values. May raise.
void luashim_read(lua_State *L, luashim *shim, int first, int last);
/// Pushes a value and returns the position after it. May raise.
const luashim_value *luashim_push(lua_State *L, const luashim_value *value);
/// The C functions of host functions, by number.
enum { luashim_functions = 256 };
extern const lua_CFunction luashim_trampolines[luashim_functions];

#endif
