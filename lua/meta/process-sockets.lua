---@meta _

--- The part of the module `process` for Unix domain sockets: unix(7). A name is the path of a
--- socket file, or `@` and an abstract name, which disappears with its socket. It has at most 107
--- bytes. `process.read`, `write`, `poll`, `nonblock` and `close` also take sockets. Commands that
--- are started inherit none.

---@alias process.SocketType
---| "stream" bytes over a connection: SOCK_STREAM
---| "datagram" messages, each sent to a name: SOCK_DGRAM
---| "seqpacket" messages over a connection: SOCK_SEQPACKET

---@class process.ListenOptions
---@field mode? string mode of the file, minus the umask; writing permits connecting; default "777"
---@field backlog? integer how many connections may wait to be accepted; default 128

--- Makes a socket with a name, to which others connect or, for datagrams, send. The file remains
--- when the socket is closed; remove it with `process.unlink`. Errors: EADDRINUSE if the name
--- exists, ENOENT, EACCES, ENAMETOOLONG, EROFS, EMFILE. Source: unix(7), bind(2), listen(2).
---
--- ```lua
--- local control = assert(process.listen("/tmp/control", "stream", { mode = "600" }))
--- local notify = assert(process.listen("/tmp/notify", "datagram"))
--- ```
---@param name string
---@param type? process.SocketType default "stream"
---@param options? process.ListenOptions
---@return integer? fd
---@return string? message
---@return string? errno
function process.listen(name, type, options) end

---@class process.Peer
---@field pid integer 0 if the process is outside the box
---@field uid integer
---@field gid integer

--- Accepts a connection to a listening socket. Returns a socket, and the process that connected.
--- Errors: EINTR, EAGAIN, EBADF, ENOTSOCK, EINVAL if it does not listen, EMFILE. Source:
--- accept4(2), SO_PEERCRED of unix(7).
---
--- ```lua
--- local client, peer = process.accept(control)
--- print(process.read(client), peer.pid, peer.uid)
--- ```
---@param fd integer|file*
---@return integer? fd
---@return process.Peer|string peer or the message
---@return string? errno
function process.accept(fd) end

--- Connects to a named socket. For a datagram socket, sets where it sends to. Blocks while the
--- queue of connections is full. Errors: EINTR, ENOENT, ECONNREFUSED if nobody listens, EACCES,
--- EPROTOTYPE if the type differs, ENAMETOOLONG, EMFILE. Source: connect(2), unix(7).
---
--- ```lua
--- local notify = assert(process.connect(process.environment().NOTIFY_SOCKET, "datagram"))
--- process.send(notify, "READY=1")
--- ```
---@param name string
---@param type? process.SocketType default "stream"
---@return integer? fd
---@return string? message
---@return string? errno
function process.connect(name, type) end

--- Makes two connected sockets. Errors: EMFILE, ENFILE. Source: socketpair(2).
---
--- ```lua
--- local own, childs = process.socketpair("seqpacket")
--- process.spawn{ "worker", descriptors = { childs } }
--- ```
---@param type? process.SocketType default "stream"
---@return integer? fd
---@return integer|string other the other end, or the message
---@return string? errno
function process.socketpair(type) end

--- Sends bytes, or one message. Returns the number of bytes, which may be fewer than given for a
--- stream. A datagram socket that is not connected needs a name. The kernel does not send PIPE.
--- Errors: EINTR, EAGAIN, EPIPE if the other end is closed, EMSGSIZE, ENOTCONN, ECONNREFUSED,
--- ENOENT, EACCES, EPROTOTYPE, EISCONN, ENOTSOCK, EBADF. Source: sendto(2), MSG_NOSIGNAL.
---
--- ```lua
--- process.send(client, "done\n")
--- process.send(notify, "reply", sender.name)
--- ```
---@param fd integer|file*
---@param text string
---@param name? string
---@return integer? count
---@return string? message
---@return string? errno
function process.send(fd, text, name) end

---@class process.Sender
---@field pid? integer 0 if the process is outside the box
---@field uid? integer
---@field gid? integer
---@field name? string name to send an answer to; nil if it has none

--- Receives one message, or the available bytes of a stream. Returns an empty string at the end of
--- a stream. For datagrams at a socket of `process.listen`, also returns the sender. Descriptors
--- that come with a message are closed. Errors: EINTR, EAGAIN, EMSGSIZE if a message was longer
--- than `count` and is lost, ECONNRESET, EINVAL if it is not connected, ENOTSOCK, EBADF. Source:
--- recvmsg(2), SCM_CREDENTIALS of unix(7).
---
--- ```lua
--- local text, sender = process.receive(notify)
--- if text:find("READY=1", 1, true) then print(sender.pid .. " is ready") end
--- ```
---@param fd integer|file*
---@param count? integer maximum number of bytes; default 65536
---@return string? text
---@return process.Sender|string|nil sender or the message
---@return string? errno
function process.receive(fd, count) end
