// trace PROGRAM ARGUMENT...: runs a program and prints, one symbol per line, the functions that it and
// its forked copies enter and the variables that they change. The linker places these together. Other
// programs that they execute are not traced.

#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#if !defined(__x86_64__)
int main(void) {
  fputs("trace: only x86_64 is supported\n", stderr);
  return 1;
}
#else

enum { breakpoint = 0xcc };

static const unsigned char *image;
static const Elf64_Ehdr *header;
static const Elf64_Phdr *segments;
static const Elf64_Sym **functions, **variables;
static size_t function_count, variable_count;
static const char *names;
static struct stat program;
/// The text segment, with a breakpoint at each function that no process has entered yet.
static unsigned char *marked;
static const Elf64_Phdr *text;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int by_address(const void *a, const void *b) {
  const Elf64_Sym *x = *(const Elf64_Sym *const *)a, *y = *(const Elf64_Sym *const *)b;
  return (x->st_value > y->st_value) - (x->st_value < y->st_value);
}

static const Elf64_Phdr *segment_of(uint64_t address, uint32_t flag) {
  for (int i = 0; i < header->e_phnum; i++) {
    const Elf64_Phdr *s = &segments[i];
    if (s->p_type == PT_LOAD && s->p_flags & flag && address >= s->p_vaddr
        && address < s->p_vaddr + s->p_memsz)
      return s;
  }
  return NULL;
}

static void read_symbols(const char *path) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0 || fstat(fd, &program) < 0) fail(path);
  image = mmap(NULL, (size_t)program.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (image == MAP_FAILED) fail(path);
  close(fd);
  header = (const Elf64_Ehdr *)image;
  segments = (const Elf64_Phdr *)(image + header->e_phoff);
  const Elf64_Shdr *sections = (const Elf64_Shdr *)(image + header->e_shoff);
  for (int i = 0; i < header->e_shnum; i++) {
    if (sections[i].sh_type != SHT_SYMTAB) continue;
    const Elf64_Sym *symbols = (const Elf64_Sym *)(image + sections[i].sh_offset);
    size_t count = sections[i].sh_size / sizeof *symbols;
    names = (const char *)image + sections[sections[i].sh_link].sh_offset;
    functions = malloc(count * sizeof(void *));
    variables = malloc(count * sizeof(void *));
    if (!functions || !variables) fail(path);
    for (size_t j = 0; j < count; j++) {
      const Elf64_Sym *symbol = &symbols[j];
      int type = ELF64_ST_TYPE(symbol->st_info);
      if (type == STT_FUNC && segment_of(symbol->st_value, PF_X))
        functions[function_count++] = symbol;
      else if (type == STT_OBJECT && segment_of(symbol->st_value, PF_W))
        variables[variable_count++] = symbol;
    }
  }
  if (!function_count) {
    fprintf(stderr, "%s: no symbols: name a program that is not stripped\n", path);
    exit(1);
  }
  qsort(functions, function_count, sizeof(void *), by_address);
}

static int memory(pid_t pid) {
  char path[32];
  snprintf(path, sizeof path, "/proc/%d/mem", pid);
  int fd = open(path, O_RDWR | O_CLOEXEC);
  if (fd < 0) fail(path);
  return fd;
}

static void mark(pid_t pid) {
  int fd = memory(pid);
  if (pwrite(fd, marked, text->p_filesz, (off_t)text->p_vaddr) != (ssize_t)text->p_filesz)
    fail("cannot set breakpoints");
  close(fd);
}

/// Prints all names of the function at an address.
static bool print_function(uint64_t address) {
  size_t low = 0, high = function_count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (functions[middle]->st_value < address) low = middle + 1;
    else high = middle;
  }
  bool found = false;
  for (; low < function_count && functions[low]->st_value == address; low++, found = true)
    puts(names + functions[low]->st_name);
  return found;
}

/// Removes the breakpoint that a process has reached. Returns false if the program itself put it there.
static bool enter(pid_t pid) {
  struct user_regs_struct registers;
  if (ptrace(PTRACE_GETREGS, pid, NULL, &registers) < 0) return false;
  uint64_t address = registers.rip - 1;
  if (address < text->p_vaddr || address >= text->p_vaddr + text->p_filesz) return false;
  uint64_t place = address - text->p_vaddr;
  if (marked[place] == breakpoint && !print_function(address)) return false;
  // A copy that was forked earlier still has the breakpoint.
  marked[place] = image[text->p_offset + place];
  int fd = memory(pid);
  if (pwrite(fd, &marked[place], 1, (off_t)address) != 1) fail("cannot remove a breakpoint");
  close(fd);
  registers.rip = address;
  ptrace(PTRACE_SETREGS, pid, NULL, &registers);
  return true;
}

/// Prints the variables whose values differ from the file's.
static void compare(pid_t pid) {
  int fd = memory(pid);
  for (size_t i = 0; i < variable_count; i++) {
    const Elf64_Sym *variable = variables[i];
    const Elf64_Phdr *segment = segment_of(variable->st_value, PF_W);
    unsigned char now[4096] = {0};
    size_t size = variable->st_size < sizeof now ? variable->st_size : sizeof now;
    if (pread(fd, now, size, (off_t)variable->st_value) != (ssize_t)size) continue;
    uint64_t place = variable->st_value - segment->p_vaddr;
    for (size_t j = 0; j < size; j++) {
      bool stored = place + j < segment->p_filesz;
      if (now[j] == (stored ? image[segment->p_offset + place + j] : 0)) continue;
      puts(names + variable->st_name);
      break;
    }
  }
  close(fd);
}

static bool is_program(pid_t pid) {
  char path[32];
  struct stat other;
  snprintf(path, sizeof path, "/proc/%d/exe", pid);
  return stat(path, &other) == 0 && other.st_dev == program.st_dev
      && other.st_ino == program.st_ino;
}

static void resume(pid_t pid, int status) {
  int signal = WSTOPSIG(status);
  switch (status >> 16) {
  case 0:
    // A new process begins with a stop.
    if ((signal == SIGTRAP && enter(pid)) || signal == SIGSTOP) signal = 0;
    break;
  case PTRACE_EVENT_EXEC:
    signal = 0;
    if (!is_program(pid)) {
      ptrace(PTRACE_DETACH, pid, NULL, 0);
      return;
    }
    mark(pid);
    break;
  case PTRACE_EVENT_EXIT:
    compare(pid);
    signal = 0;
    break;
  default:
    signal = 0;
  }
  ptrace(PTRACE_CONT, pid, NULL, signal);
}

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  read_symbols(argv[1]);
  text = segment_of(functions[0]->st_value, PF_X);
  marked = malloc(text->p_filesz);
  if (!marked) fail("trace");
  memcpy(marked, image + text->p_offset, text->p_filesz);
  for (size_t i = 0; i < function_count; i++)
    if (functions[i]->st_value - text->p_vaddr < text->p_filesz)
      marked[functions[i]->st_value - text->p_vaddr] = breakpoint;
  pid_t child = fork();
  if (child < 0) fail("fork");
  if (child == 0) {
    // Standard output is for the names.
    dup2(STDERR_FILENO, STDOUT_FILENO);
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0) fail("ptrace");
    raise(SIGSTOP);
    execv(argv[1], argv + 1);
    fail(argv[1]);
  }
  int status, end = 1;
  if (waitpid(child, &status, 0) < 0 || !WIFSTOPPED(status)) return 1;
  ptrace(PTRACE_SETOPTIONS, child, NULL,
      PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC
          | PTRACE_O_TRACEEXIT | PTRACE_O_EXITKILL);
  ptrace(PTRACE_CONT, child, NULL, 0);
  for (pid_t pid; (pid = waitpid(-1, &status, __WALL)) > 0;) {
    if (WIFSTOPPED(status)) resume(pid, status);
    else if (pid == child) end = WIFEXITED(status) ? WEXITSTATUS(status) : 1;
  }
  return end;
}

#endif
