#include <string.h>

#include "CScripts.h"

static const cscripts_file *find(const cscripts_list *list, const char *name) {
  size_t length = strlen(name);
  for (const cscripts_file *file = list->files; file < list->files + list->count; file++) {
    if (strncmp(file->name, name, length) == 0 && strcmp(file->name + length, ".lua") == 0)
      return file;
  }
  return NULL;
}

const cscripts_file *cscripts_find(const char *name) {
  const cscripts_file *file = find(&cscripts_library, name);
  return file ? file : find(&cscripts_workshop, name);
}
