/// An error of the workshop.
package struct WorkshopFailure: Error, CustomStringConvertible {
  /// One line: what failed, why, and what to do.
  package let description: String
}
