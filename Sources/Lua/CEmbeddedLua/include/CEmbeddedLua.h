// The Lua files of lua/, embedded.
#ifndef CEMBEDDEDLUA_H
#define CEMBEDDEDLUA_H

#include <stddef.h>

typedef struct {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t length;
} cembedded_file;

typedef struct {
  const cembedded_file *_Nonnull files;
  size_t count;
} cembedded_list;

/// The files of lua/workshop.
extern const cembedded_list cembedded_workshop;
/// All others.
extern const cembedded_list cembedded_library;

/// Finds a file by its path without .lua; NULL where there is none.
const cembedded_file *_Nullable cembedded_find(const char *_Nonnull name);

#endif
