internal import SignalModel
internal import Linux
internal import SystemPackage

/// The pipes to a process of ``SignalSubject``: orders to it, events from it.
struct SubjectChannel {
  private let orders: FileDescriptor
  private let reading: FileDescriptor
  /// The events since the last order or signal.
  private(set) var events: [SignalSubject.Event] = []

  /// - Throws: EBADF.
  init(orders: FileDescriptor, events: FileDescriptor) throws(SystemError) {
    self.orders = orders
    reading = events
    try Descriptors.makeNonblocking(events)
  }

  /// Forgets the events so far.
  mutating func clear() {
    catchUp()
    events = []
  }

  /// Reads the events that were written so far.
  mutating func catchUp() {
    while let bytes = Descriptors.readUntilEnd(reading), !bytes.isEmpty {
      events += SignalSubject.events(in: bytes)
    }
  }

  /// Gives an order; it is carried out when there is a result.
  func order(_ order: SignalSubject.Order, _ signal: Signal?, _ set: SignalSet = .empty)
    throws(SystemError)
  {
    try FileContents.write(SignalSubject.bytes(of: order, signal, set), to: orders)
  }

  /// The result of the last order; nil while it is not carried out.
  var result: Int32? { events.last { $0.kind == .done }?.value }

  /// How often an event of a kind has happened to a signal.
  func count(_ kind: SignalSubject.Event.Kind, _ signal: Signal) -> Int {
    events.count { $0.kind == kind && $0.signal == signal.number }
  }

  /// The signals of the events of a kind.
  func signals(_ kind: SignalSubject.Event.Kind) -> SignalSet {
    SignalSet(events.filter { $0.kind == kind }.compactMap { Signal(number: $0.signal) })
  }
}
