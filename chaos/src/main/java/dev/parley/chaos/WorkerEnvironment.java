package dev.parley.chaos;

import dev.parley.transcript.Transcripts;
import java.util.HashMap;
import java.util.Map;

/**
 * The variables of a worker on one machine that runs code as plain processes: what is tried here
 * are crashes, not sandboxes.
 *
 * @param temporal address of the server
 * @param store where the words are
 */
record WorkerEnvironment(String temporal, Transcripts store) {

  Map<String, String> with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>();
    all.put("PARLEY_PROFILE", "local");
    all.put("TEMPORAL_ADDRESS", temporal);
    all.put("PARLEY_TASK_QUEUE", Lab.QUEUE);
    all.put("PARLEY_STORE", store.url());
    if (store.user() != null) {
      all.put("PARLEY_STORE_USER", store.user());
    }
    if (store.password() != null) {
      all.put("PARLEY_STORE_PASSWORD", store.password());
    }
    all.put("PARLEY_SANDBOX_LOCAL", "true");
    all.putAll(more);
    return Map.copyOf(all);
  }
}
