#include <string.h>

#include "CEmbeddedLua.h"

static const cembedded_file *find(const cembedded_list *list, const char *name) {
  size_t length = strlen(name);
  for (const cembedded_file *file = list->files; file < list->files + list->count; file++) {
    if (strncmp(file->name, name, length) == 0 && strcmp(file->name + length, ".lua") == 0)
      return file;
  }
  return NULL;
}

const cembedded_file *cembedded_find(const char *name) {
  const cembedded_file *file = find(&cembedded_library, name);
  return file ? file : find(&cembedded_workshop, name);
}
