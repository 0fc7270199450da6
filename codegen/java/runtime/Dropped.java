package gabarit.standin;

/** Is told when messages are given up: how many, and why. The same source for every plan. Do not edit. */
@FunctionalInterface
public interface Dropped {
  void tell(int messages, String reason);
}
