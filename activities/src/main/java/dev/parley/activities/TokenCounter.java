package dev.parley.activities;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import dev.parley.activities.models.ModelCall;
import dev.parley.agents.Entry;
import dev.parley.transcript.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts tokens with the vocabulary of OpenAI's newer models. Others count differently, by a tenth
 * or so: what a policy of context allows is to be read as such.
 */
final class TokenCounter {

  /** What the form of a message takes beside its words. */
  private static final int FORM = 4;

  /** What the form of a tool takes beside its words. */
  private static final int TOOL_FORM = 12;

  /** Its tables take a quarter of a second to load: not before something has to be counted. */
  private final EncodingRegistry encodings = Encodings.newLazyEncodingRegistry();

  private final Cache<String, Integer> counted = Caffeine.newBuilder().maximumSize(200_000).build();

  /** Tokens of an entry; entries never change, so each is counted once. */
  int of(Entry entry) {
    return counted.get(entry.head().chain(), key -> of(View.words(entry)) + FORM);
  }

  /** Tokens of what stands before the messages. */
  int before(@Nullable String system, List<ModelCall.Offer> offers) {
    int told = system == null ? 0 : of(system) + FORM;
    return told + offers.stream().mapToInt(this::of).sum();
  }

  private int of(ModelCall.Offer offer) {
    String words = offer.name() + " " + offer.description() + " " + offer.parameters();
    return counted.get(words, key -> of(key) + TOOL_FORM);
  }

  private int of(String text) {
    return encodings.getEncoding(EncodingType.O200K_BASE).countTokensOrdinary(text);
  }
}
