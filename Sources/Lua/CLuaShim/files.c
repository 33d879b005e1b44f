// `io` without the memory of processes.
//
// Through /proc/self/mem a script could change the code of sigbox that runs it.

#include <errno.h>
#include <limits.h>
#include <linux/magic.h>
#include <stdio.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "internal.h"

/// Whether a file is the memory of a process, under any name.
static bool is_memory(FILE *file) {
  struct statfs system;
  char link[40], path[PATH_MAX];
  int fd = fileno(file);
  if (fstatfs(fd, &system) < 0 || system.f_type != PROC_SUPER_MAGIC) return false;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  // Without its name, it may be.
  if (length < 0) return true;
  path[length] = 0;
  const char *name = strrchr(path, '/');
  return name && strcmp(name, "/mem") == 0;
}

/// Raises the error of a function that this one called, as if the script had called it.
static int raise_here(lua_State *L, int status, const char *name) {
  if (status == LUA_ERRMEM || lua_type(L, -1) != LUA_TSTRING) return lua_error(L);
  const char *message = luaL_gsub(L, lua_tostring(L, -1), "'?'", name);
  luaL_where(L, 1);
  lua_pushstring(L, message);
  lua_concat(L, 2);
  return lua_error(L);
}

/// Calls the original function, and closes the file that it opened if that is the memory of a process.
static int open_other(lua_State *L) {
  const char *name = lua_tostring(L, lua_upvalueindex(2));
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  int status = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0);
  if (status != LUA_OK) return raise_here(L, status, name);
  for (int index = 1; index <= lua_gettop(L); index++) {
    luaL_Stream *stream = luaL_testudata(L, index, LUA_FILEHANDLE);
    if (!stream || !stream->closef || !is_memory(stream->f)) continue;
    fclose(stream->f);
    stream->closef = NULL;
    const char *reason = "cannot open the memory of a process: EACCES: no script may";
    // Only io.open returns its errors.
    if (strcmp(name, "'open'") != 0) return luaL_error(L, "%s", reason);
    luaL_pushfail(L);
    lua_pushstring(L, reason);
    lua_pushinteger(L, EACCES);
    return 3;
  }
  return lua_gettop(L);
}

void luashim_open_files(lua_State *L) {
  static const char *const names[] = {"open", "input", "output", "lines", NULL};
  lua_getglobal(L, "io");
  for (const char *const *name = names; *name; name++) {
    lua_getfield(L, -1, *name);
    lua_pushfstring(L, "'%s'", *name);
    lua_pushcclosure(L, open_other, 2);
    lua_setfield(L, -2, *name);
  }
  lua_pop(L, 1);
}
