// The Lua files of lua/, embedded.
#ifndef CSCRIPTS_H
#define CSCRIPTS_H

#include <stddef.h>

typedef struct {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t length;
} cscripts_file;

extern const cscripts_file *_Nonnull const cscripts_files;
extern const size_t cscripts_count;

/// Finds a file by its path without .lua; NULL where there is none.
const cscripts_file *_Nullable cscripts_find(const char *_Nonnull name);

#endif
