package dev.parley.worker.people;

/** Pages that say what became of a link. They tell nothing of a conversation. */
final class Doors {

  private Doors() {}

  static Page forged() {
    return PageText.message(
        403,
        "This link is not valid",
        "It may have been cut in two: open it from the notice again.");
  }

  static Page expired() {
    return PageText.message(
        410,
        "This link has expired",
        "If you are still asked, the next notice brings another one.");
  }

  static Page used() {
    return PageText.message(
        409, "This link was used", "A link is good for one decision, and that was made.");
  }

  static Page over() {
    return PageText.message(
        409, "Nothing to decide any more", "It was decided, or nobody needs an answer any more.");
  }

  static Page changed() {
    return PageText.message(
        409,
        "It has changed",
        "What you were asked about was changed since. Ask for a new notice, or look it up with: parley inbox");
  }

  static Page notAsked() {
    return PageText.message(409, "You are not asked any more", "Others decide about it now.");
  }

  static Page recorded() {
    return PageText.message(
        202,
        "Recorded, not yet taken",
        "Your decision is kept, and is taken as soon as the conversation runs. You need not do anything.");
  }

  static Page away() {
    return PageText.message(
        503,
        "Not at the moment",
        "The store does not answer. Nothing was sent; try again in a minute.");
  }

  static Page broken() {
    return PageText.message(
        500, "That did not work", "The mistake is Parley's. Look it up with: parley inbox");
  }

  static Page closed() {
    return PageText.message(404, "No such page", "This worker has no request pages.");
  }

  /**
   * A decision that changed nothing.
   *
   * @param why as the conversation says
   * @param again a new token
   */
  static Page refused(String why, String again) {
    return new Page(
        409,
        PageText.of(
            "Refused",
            "<h1>Refused</h1>\n<p>%s</p>\n<p><a href=\"%s\">Decide otherwise</a></p>"
                .formatted(Codes.block(why), Codes.value(again))));
  }
}
