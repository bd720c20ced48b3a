package dev.parley.client;

import dev.parley.agents.Entry.FileRef;
import dev.parley.transcript.ConversationStore.End;
import dev.parley.transcript.ConversationStore.Standing;
import java.util.List;

/**
 * What a conversation came to.
 *
 * @param end why it ended
 * @param answer the last thing an agent said, {@code TERMINATE} removed; empty if there is nothing
 * @param files the files of its workspace
 * @param standing how it stands: entries, calls, cost
 */
public record Result(End end, String answer, List<FileRef> files, Standing standing) {

  public Result {
    files = List.copyOf(files);
  }
}
