internal import Glibc
package import SystemPackage

/// A file descriptor that has one owner, and is closed when the owner's lifetime ends.
///
/// A `FileDescriptor` only names an open file: it can be copied, and is valid while its owner lives.
///
/// In code that never returns, such as a forked child, the compiler ends a lifetime right after the
/// last load of ``descriptor``, before the call that uses it. Such code owns nothing: a function that
/// returns does the work, or ``release()`` leaves the descriptor to the end of the process.
package struct OwnedDescriptor: ~Copyable, Sendable {
  /// The descriptor, valid while this owner lives.
  package let descriptor: FileDescriptor

  /// Becomes the owner of an open descriptor.
  package init(owning descriptor: FileDescriptor) { self.descriptor = descriptor }

  /// Closes the descriptor now.
  package consuming func close() {}

  /// Gives up ownership: the caller closes the descriptor.
  package consuming func release() -> FileDescriptor {
    let descriptor = descriptor
    discard self
    return descriptor
  }

  deinit { _ = Glibc.close(descriptor.rawValue) }
}

extension Optional where Wrapped == OwnedDescriptor {
  /// The descriptor, if there is an owner.
  package var descriptor: FileDescriptor? {
    switch self {
    case .some(let owner): owner.descriptor
    case .none: nil
    }
  }
}

/// Several descriptors that have one owner, as ``OwnedDescriptor`` is of one.
package struct OwnedDescriptors: ~Copyable, Sendable {
  /// The descriptors, valid while this owner lives.
  package private(set) var descriptors: [FileDescriptor] = []

  /// Owns none yet.
  package init() {}

  /// Becomes the owner of a further one.
  package mutating func append(_ descriptor: consuming OwnedDescriptor) {
    descriptors.append(descriptor.release())
  }

  deinit {
    for descriptor in descriptors { _ = Glibc.close(descriptor.rawValue) }
  }
}
