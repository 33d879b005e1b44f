// Standard output and standard error as a pipe without a reader.
//
// PIPE kills a process that writes to such a pipe, but the kernel drops it for PID 1. print
// reports no errors, so a script that prints in a loop would run forever.

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "internal.h"

static lua_CFunction print, io_write, io_flush, file_write, file_flush;

/// Whether PIPE was dropped only because this is PID 1.
static bool signal_was_dropped(void) {
  struct sigaction action;
  sigset_t blocked;
  return getpid() == 1 && sigaction(SIGPIPE, NULL, &action) == 0 && action.sa_handler == SIG_DFL &&
         sigprocmask(SIG_BLOCK, NULL, &blocked) == 0 && !sigismember(&blocked, SIGPIPE);
}

static void end_where_dropped(void) {
  if (signal_was_dropped()) _exit(128 + SIGPIPE);
}

void luashim_flush_output(void) {
  if (fflush(stdout) == EOF && errno == EPIPE) end_where_dropped();
}

static int print_or_end(lua_State *L) {
  errno = 0;
  int count = print(L);
  if (errno == EPIPE && ferror(stdout)) end_where_dropped();
  return count;
}

static FILE *default_output(lua_State *L) {
  // The key under which liolib.c keeps the default output.
  lua_getfield(L, LUA_REGISTRYINDEX, "_IO_output");
  luaL_Stream *stream = luaL_testudata(L, -1, LUA_FILEHANDLE);
  lua_pop(L, 1);
  return stream ? stream->f : NULL;
}

static FILE *first_argument(lua_State *L) {
  luaL_Stream *stream = luaL_testudata(L, 1, LUA_FILEHANDLE);
  return stream ? stream->f : NULL;
}

/// Calls a function of `io` or of a file. Exits if it failed with EPIPE on standard output or
/// error.
static int call(lua_State *L, lua_CFunction function, FILE *(*file_of)(lua_State *)) {
  int count = function(L);
  if (count == 3 && lua_isnil(L, -3) && lua_tointeger(L, -1) == EPIPE) {
    FILE *file = file_of(L);
    if (file == stdout || file == stderr) end_where_dropped();
  }
  return count;
}

static int io_write_or_end(lua_State *L) { return call(L, io_write, default_output); }
static int io_flush_or_end(lua_State *L) { return call(L, io_flush, default_output); }
static int file_write_or_end(lua_State *L) { return call(L, file_write, first_argument); }
static int file_flush_or_end(lua_State *L) { return call(L, file_flush, first_argument); }

/// Replaces a function, which has no upvalues, in the table at the top of the stack.
static void replace(lua_State *L, const char *name, lua_CFunction *original, lua_CFunction own) {
  lua_getfield(L, -1, name);
  *original = lua_tocfunction(L, -1);
  lua_pop(L, 1);
  lua_pushcfunction(L, own);
  lua_setfield(L, -2, name);
}

void luashim_open_output(lua_State *L) {
  lua_pushglobaltable(L);
  replace(L, "print", &print, print_or_end);
  lua_getfield(L, -1, LUA_IOLIBNAME);
  replace(L, "write", &io_write, io_write_or_end);
  replace(L, "flush", &io_flush, io_flush_or_end);
  luaL_getmetatable(L, LUA_FILEHANDLE);
  lua_getfield(L, -1, "__index");
  replace(L, "write", &file_write, file_write_or_end);
  replace(L, "flush", &file_flush, file_flush_or_end);
  lua_pop(L, 4);
}
