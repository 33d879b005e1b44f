#include <string.h>

#include "CScripts.h"

const cscripts_file *cscripts_find(const char *name) {
  size_t length = strlen(name);
  for (size_t i = 0; i < cscripts_count; i++)
    if (strncmp(cscripts_files[i].name, name, length) == 0
        && strcmp(cscripts_files[i].name + length, ".lua") == 0)
      return &cscripts_files[i];
  return NULL;
}
