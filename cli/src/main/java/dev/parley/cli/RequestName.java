package dev.parley.cli;

import dev.parley.client.Conversation;
import dev.parley.client.view.RequestView.Matter;
import dev.parley.transcript.RequestStore.Request;
import dev.parley.transcript.Transcript;
import java.util.List;

/**
 * A request as people write it: {@code pay-2f91/r3}.
 *
 * @param conversation its id, or a prefix that no other has
 * @param request its id within the conversation
 */
record RequestName(String conversation, String request) {

  /**
   * The name that is written.
   *
   * @throws UsageException if it is none
   */
  static RequestName of(String written) {
    int slash = written.indexOf('/');
    if (slash < 1 || slash == written.length() - 1) {
      throw new UsageException(
          "\"%s\" is no request; write CONVERSATION/REQUEST, such as pay-2f91/r3. ./parley inbox"
                  .formatted(written)
              + " lists them");
    }
    return new RequestName(written.substring(0, slash), written.substring(slash + 1));
  }

  /**
   * The request with everything that it is read from.
   *
   * @param whole whether the id must not be abbreviated
   * @throws UsageException if there is none
   */
  Matter find(Session session, boolean whole) {
    Conversation found = session.find(conversation);
    if (whole && !found.id().equals(conversation)) {
      throw new UsageException(
          "without a terminal a decision takes the whole id: %s/%s".formatted(found.id(), request));
    }
    Transcript transcript = session.reading().transcript();
    Request row = transcript.requests().find(found.id(), request).orElseThrow(() -> unknown(found));
    var standing = found.standing();
    return new Matter(
        standing, transcript.blueprints().get(standing.blueprint()), found.entries(0), row);
  }

  private UsageException unknown(Conversation found) {
    List<String> open =
        found.pending().stream().map(one -> one.conversation() + "/" + one.id()).toList();
    return UsageException.unknown(
        "there is no request", "%s/%s".formatted(found.id(), request), open);
  }
}
