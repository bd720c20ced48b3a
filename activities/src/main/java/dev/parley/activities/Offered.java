package dev.parley.activities;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.activities.models.ModelCall;
import dev.parley.activities.models.Sent;
import dev.parley.agents.Entry;
import dev.parley.transcript.BlobStore;
import dev.parley.transcript.Json;
import dev.parley.workflows.EffectCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tools that models are told of. They are the workers' and may be others tomorrow, so they are
 * kept with the conversation: by their digest, once however often they are sent.
 */
final class Offered {

  private final BlobStore blobs;
  private final Cache<Key, String> kept = Caffeine.newBuilder().maximumSize(2_000).build();

  Offered(BlobStore blobs) {
    this.blobs = blobs;
  }

  /** A conversation that is deleted and begun anew is another run, and has none yet. */
  private record Key(String conversation, String run, List<ModelCall.Offer> offers) {}

  /** What must be known beside the team to make the request of a call again. */
  Entry.Asked asked(EffectCall at, Requests.Request request, @Nullable Sent sent) {
    return new Entry.Asked(
        at.horizon(),
        at.since(),
        tools(at, request.offers()),
        request.call().calls(),
        sent == null ? null : sent.address(),
        sent != null && sent.streamed(),
        sent == null ? null : sent.digest());
  }

  private @Nullable String tools(EffectCall at, List<ModelCall.Offer> offers) {
    if (offers.isEmpty()) {
      return null;
    }
    return kept.get(
        new Key(at.conversation(), at.firstRun(), offers),
        key -> blobs.put(at.conversation(), Json.write(offers).getBytes(StandardCharsets.UTF_8)));
  }

  /** The tools of a digest. */
  static List<ModelCall.Offer> read(BlobStore blobs, String conversation, String digest) {
    byte[] bytes = blobs.get(conversation, digest);
    return List.of(Json.read(new String(bytes, StandardCharsets.UTF_8), ModelCall.Offer[].class));
  }
}
