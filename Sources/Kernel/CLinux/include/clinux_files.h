// Descriptors, sockets, terminals, namespaces and mounts.
#ifndef CLINUX_FILES_H
#define CLINUX_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/types.h>
#include <termios.h>

// descriptors.c

int clinux_close_range(unsigned first, unsigned last);
/// Duplicates a descriptor to the lowest free number that is not below `least`.
int clinux_duplicate(int fd, int least);
/// Compares the open files of two descriptors: 0 if they are one.
int clinux_compare_files(int first, int second);
/// A file in memory to which every write appends.
int clinux_memory_file(void);
/// Opens /dev/null on each of the descriptors 0, 1 and 2 that is closed.
int clinux_null_standard_descriptors(void);
/// Whether clinux_null_standard_descriptors opened a descriptor, and it still is /dev/null.
bool clinux_was_closed(int fd);
bool clinux_is_anonymous_pipe(int fd);
/// Sends a descriptor with a message of one byte: SCM_RIGHTS of unix(7).
int clinux_send_descriptor(int socket, int fd);
/// Returns the received descriptor. Fails with EBADMSG if the message carries none.
int clinux_receive_descriptor(int socket);
/// Receives a message, and the pid of its sender at a socket with SO_PASSCRED, otherwise 0. Returns
/// the number of bytes, or -1.
ssize_t clinux_receive_from(
    int socket, void *_Nullable buffer, size_t size, int *_Nonnull sender);

// directories.c

/// Opens a directory to find files in it, which needs no permission to read it: O_PATH.
int clinux_open_directory(int parent, const char *_Nonnull path, bool follows);
bool clinux_is_control_group(const char *_Nonnull path);
/// Whether a path exists below a root, where its links start, too. False also if the root is closed.
bool clinux_exists_in_root(const char *_Nonnull root, const char *_Nonnull path);

// sockets.c: unix(7). A name is a path, or an abstract name if its first byte is @.

/// The process at the other end. `pid` is 0 if it is not visible in the caller's PID namespace.
typedef struct {
  int32_t pid;
  uint32_t uid, gid;
} clinux_sender;

/// What is received with a message.
typedef struct {
  clinux_sender sender;
  bool has_sender;     // only with SO_PASSCRED
  bool is_cut;         // the message was longer than the buffer
  size_t name_length;  // 0 if the sender has no name
  char name[108];
} clinux_message;

int clinux_unix_socket(int type);
int clinux_unix_pair(int type, int *_Nonnull first, int *_Nonnull second);
/// A pair whose first end learns the senders of messages.
int clinux_seqpacket(int *_Nonnull first, int *_Nonnull second);
/// bind(2). `mode`, less the umask, becomes the mode of the file.
int clinux_bind(int fd, const char *_Nonnull name, size_t length, unsigned mode);
/// SO_PASSCRED: received messages carry their sender.
int clinux_receive_senders(int fd);
/// SO_PEERCRED: the process that connected or listened.
int clinux_peer(int fd, clinux_sender *_Nonnull peer);
/// accept4(2), connect(2), sendto(2) and recvmsg(2), which fail with EINTR like the calls of
/// interruptible.c. Sending never causes SIGPIPE. Received descriptors are closed.
int clinux_accept(int fd);
int clinux_connect(int fd, const char *_Nonnull name, size_t length);
int clinux_send(
    int fd, const void *_Nullable bytes, size_t count, const char *_Nullable name, size_t length);
int clinux_receive(
    int fd, void *_Nullable bytes, size_t count, clinux_message *_Nonnull received);

// terminal.c: ioctl_tty(2).

/// Opens a new pseudoterminal: its controlling end and the terminal.
int clinux_open_terminal(int *_Nonnull master, int *_Nonnull terminal);
int clinux_control_terminal(int fd, bool steal);
int clinux_release_terminal(int fd);
int clinux_terminal_size(int fd, uint16_t *_Nonnull rows, uint16_t *_Nonnull columns);
int clinux_set_terminal_size(int fd, uint16_t rows, uint16_t columns);

/// What a program can change in a terminal. The foreground group is not part of it: only processes of
/// the session that the terminal controls can set it.
typedef struct {
  struct termios settings;
  struct winsize size;
  int exclusive;
  uint32_t mode, owner, group;
  bool in_background;  // others used the terminal then
} clinux_terminal_state;

/// Reads the state of a terminal; false if the descriptor is none.
bool clinux_save_terminal(int fd, clinux_terminal_state *_Nonnull state);
/// Whether the caller belongs to the terminal's session, but not to its foreground group.
bool clinux_in_background(int fd);
/// Restores the state, and continues output that tcflow(3) stopped.
///
/// Settings and size are restored only if the caller was in the foreground and, by `in_foreground`,
/// still is: otherwise they may be those of a shell at its prompt.
void clinux_restore_terminal(
    int fd, const clinux_terminal_state *_Nonnull state, bool in_foreground);

// namespaces.c

/// Moves the caller into namespaces of a process; with CLONE_NEWPID, only its later children.
int clinux_join(int pidfd, uint64_t namespaces);
/// Moves the caller into the namespaces of files in /proc, of which a user namespace is the last.
int clinux_join_files(const int *_Nonnull files, int count);
int clinux_unshare(uint64_t namespaces);
/// Makes a child in a new user namespace and in further new namespaces, which it holds until it is
/// released. It writes `text` to `file`, a setting of the user namespace, unless that is NULL.
///
/// Only one can be held at a time, because the child shares the caller's memory. Returns its PID.
int clinux_hold_namespaces(
    uint64_t namespaces, const char *_Nullable file, const char *_Nullable text,
    int *_Nonnull ready);
/// Waits for the next step of the child: the setting is written; the further namespaces exist. Returns
/// 0 or the negative errno of unshare(2).
int clinux_namespaces_held(int ready);
/// Kills the child.
void clinux_release_namespaces(int pid);
/// Waits until the child has ended.
void clinux_reap_holder(int pid);
/// Activates the loopback interface of the caller's network namespace.
int clinux_loopback_up(void);

// mounts.c: an empty path means the file or mount of the descriptor.

/// Opens a file with O_PATH. No component of the path may be a symbolic link.
int clinux_open_place(const char *_Nonnull path);
/// Sets attributes of a mount and of all mounts below it, MOUNT_ATTR_*. The mount gets the ID map of a
/// user namespace unless that is -1.
int clinux_change_mount(
    int fd, const char *_Nonnull path, uint64_t attributes, int user_namespace);
/// A detached copy of the mount tree at a path; `follows` resolves a final symbolic link.
int clinux_open_tree(int fd, const char *_Nonnull path, bool follows, bool is_recursive);
int clinux_move_mount(int tree, int fd, const char *_Nonnull path);
/// A new detached mount of a file system type. `options` are names and values, and end with NULL.
int clinux_mount_detached(
    const char *_Nonnull type, const char *_Nullable const *_Nonnull options,
    uint64_t attributes);
/// Makes a mount the root with pivot_root(2), and unmounts the old root.
int clinux_change_root(const char *_Nonnull path);

#endif
