package dev.parley.transcript.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Computes all digests and the chain of a conversation anew and compares them with the stored. */
final class Verification {

  private static final int PAGE = 200;

  private int seq = -1;
  private String chain = "";

  private Verification() {}

  /** What is wrong first, in words, if anything is. */
  static Optional<String> firstMistake(Tx tx, String conversation) throws SQLException {
    ConversationRow row = ConversationRow.get(tx, conversation);
    var verification = new Verification();
    for (Segment segment : Segment.of(tx, row)) {
      int to = Math.min(segment.to(), row.tip().seq());
      Optional<String> mistake = verification.follow(tx, segment, to);
      if (mistake.isPresent()) {
        return mistake;
      }
    }
    return verification.chain.equals(row.tip().chain())
        ? Optional.empty()
        : Optional.of(
            "%s: the head at entry %d has another chain digest than the entry"
                .formatted(conversation, row.tip().seq()));
  }

  private Optional<String> follow(Tx tx, Segment segment, int to) throws SQLException {
    while (seq < to) {
      List<EntryRow> page = segment.range(tx, seq + 1, to, PAGE);
      if (page.isEmpty()) {
        return Optional.of("%s: entry %d is missing".formatted(segment.id(), seq + 1));
      }
      for (EntryRow entry : page) {
        Optional<String> mistake = check(entry, segment.conversation().key());
        if (mistake.isPresent()) {
          return mistake;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> check(EntryRow entry, DataKey key) {
    var head = entry.head();
    if (head.seq() != seq + 1) {
      return Optional.of("%s: entry %d is missing".formatted(entry.conversation(), seq + 1));
    }
    if (!head.digest().equals(key.digest(head.author(), head.kind(), entry.storedWords()))) {
      return Optional.of(
          "%s: the words of entry %d do not fit their digest"
              .formatted(entry.conversation(), head.seq()));
    }
    if (!entry.chain().equals(entry.chainAfter(chain, key))) {
      return Optional.of(
          "%s: entry %d does not fit the chain of those before it"
              .formatted(entry.conversation(), head.seq()));
    }
    seq = head.seq();
    chain = entry.chain();
    return Optional.empty();
  }
}
