package gabarit.standin;

/** A value that the plan names, with what stands for it on the wire. The same source for every plan. Do not edit. */
public interface WireValue {
  Object wire();
}
