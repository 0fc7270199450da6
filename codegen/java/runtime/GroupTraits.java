package gabarit.standin;

/** What is known about a group, with the type of the group. The same source for every plan. Do not edit. */
public abstract class GroupTraits extends Payload {
  final String groupType;
  final Purposes purposes;

  protected GroupTraits(String groupType, Purposes purposes, Values values) {
    super(values);
    this.groupType = groupType;
    this.purposes = purposes;
  }
}
