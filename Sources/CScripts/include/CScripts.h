// The Lua files of lua/, embedded.
#ifndef CSCRIPTS_H
#define CSCRIPTS_H

#include <stddef.h>

typedef struct {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t length;
} cscripts_file;

typedef struct {
  const cscripts_file *_Nonnull files;
  size_t count;
} cscripts_list;

/// The files of lua/workshop.
extern const cscripts_list cscripts_workshop;
/// All others.
extern const cscripts_list cscripts_library;

/// Finds a file by its path without .lua; NULL where there is none.
const cscripts_file *_Nullable cscripts_find(const char *_Nonnull name);

#endif
