package dev.parley.activities;

import dev.parley.transcript.ConversationStore.State;
import dev.parley.transcript.ConversationStore.Trouble;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException;
import dev.parley.transcript.TranscriptException.Reason;
import java.util.concurrent.Callable;

/**
 * What happens where the store holds less than the workflow has seen, because it was restored from
 * a backup: the effect is tried again until the newer store is back, and people see the
 * conversation paused, with what to do.
 */
final class RestoredStore {

  private RestoredStore() {}

  /** Does an effect; if the store is behind, the listing says so. */
  static <T> T noted(Transcript transcript, String conversation, Callable<T> effect)
      throws Exception {
    try {
      return effect.call();
    } catch (TranscriptException.Refused e) {
      if (e.reason() == Reason.STORE_BEHIND) {
        var trouble = new Trouble(State.PAUSED, String.valueOf(e.getMessage()));
        transcript.conversations().trouble(conversation, trouble);
      }
      throw e;
    }
  }
}
