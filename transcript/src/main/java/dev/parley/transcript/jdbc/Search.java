package dev.parley.transcript.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.agents.Entry.Words;
import dev.parley.transcript.ConversationStore.Filter;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.Json;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Looks for a text in ids and in what entries say, whatever the case. The database finds candidates
 * in the stored JSON; the names of its fields are no hits, so each is looked at again.
 *
 * @param text not empty
 */
record Search(String text) {

  /** The field that names the kind of a detail. */
  private static final String DISCRIMINATOR = "of";

  /** The conversations that fit, the newest first. */
  List<Standing> list(Tx tx, Filter filter) throws SQLException {
    List<Standing> found = new ArrayList<>();
    for (Standing candidate : candidates(tx, filter)) {
      if (found.size() >= filter.limit()) {
        break;
      }
      if (occursIn(candidate.id()) || occursInEntries(tx, candidate.id())) {
        found.add(candidate);
      }
    }
    return List.copyOf(found);
  }

  private List<Standing> candidates(Tx tx, Filter filter) throws SQLException {
    String like = tx.dialect().like() + " ? ESCAPE '!'";
    return Standings.select(
        tx,
        filter.state(),
        Standings.NOT_INSIDE
            + " AND (id %s OR id IN (SELECT conversation FROM entries WHERE words %s))"
                .formatted(like, like),
        Integer.MAX_VALUE,
        List.of(Text.anywhere(text), Text.anywhereInJson(text)));
  }

  private boolean occursInEntries(Tx tx, String conversation) throws SQLException {
    List<String> candidates =
        tx.list(
            "SELECT words FROM entries WHERE conversation = ? AND words %s ? ESCAPE '!'"
                .formatted(tx.dialect().like()),
            row -> row.getString("words"),
            conversation,
            Text.anywhereInJson(text));
    return candidates.stream().anyMatch(this::occursInWords);
  }

  private boolean occursInWords(String stored) {
    Words words = Json.read(stored, Words.class);
    return occursIn(words.text())
        || words.detail() != null && occursIn(Json.mapper().valueToTree(words.detail()));
  }

  private boolean occursIn(JsonNode node) {
    if (node.isTextual()) {
      return occursIn(node.asText());
    }
    for (var field : node.properties()) {
      if (!field.getKey().equals(DISCRIMINATOR) && occursIn(field.getValue())) {
        return true;
      }
    }
    for (JsonNode element : node) {
      if (node.isArray() && occursIn(element)) {
        return true;
      }
    }
    return false;
  }

  private boolean occursIn(String value) {
    return value.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }
}
