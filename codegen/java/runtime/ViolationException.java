package gabarit.standin;

/** An event is not as planned, and {@link OnViolation#THROW} was asked for. The same source for every plan. Do not edit. */
public final class ViolationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Violation violation;

  ViolationException(Violation violation) {
    super(violation.toString());
    this.violation = violation;
  }

  public Violation violation() {
    return violation;
  }
}
