package dev.parley.activities.models;

import dev.parley.agents.ModelSpec;
import dev.parley.agents.Money;
import dev.parley.agents.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All models of a worker: calls the provider that a spec names, and prices what it answers. */
public final class Models implements AutoCloseable {

  private final SortedMap<String, ModelProvider> providers = new TreeMap<>();
  private final Prices prices;
  private final Traffic traffic;
  private final @Nullable ResponseCache cache;

  /**
   * The models of these providers.
   *
   * @throws IllegalArgumentException if two of them have one name
   */
  public Models(Collection<? extends ModelProvider> providers, Prices prices) {
    this(providers, prices, Map.of());
  }

  /**
   * The models of these providers.
   *
   * @param limits what the providers are sent at most, by their names
   * @throws IllegalArgumentException if two of them have one name
   */
  public Models(
      Collection<? extends ModelProvider> providers,
      Prices prices,
      Map<String, ProviderLimits> limits) {
    this(providers, prices, new Traffic(limits), null);
  }

  private Models(
      Collection<? extends ModelProvider> providers,
      Prices prices,
      Traffic traffic,
      @Nullable ResponseCache cache) {
    this.prices = prices;
    this.traffic = traffic;
    this.cache = cache;
    for (ModelProvider provider : providers) {
      if (this.providers.putIfAbsent(provider.name(), provider) != null) {
        throw new IllegalArgumentException(
            "two model providers are called \"%s\"".formatted(provider.name()));
      }
    }
  }

  /** All providers that come with Parley. */
  public static Models standard(ModelKeys keys, Prices prices) {
    return standard(keys, prices, Map.of());
  }

  /** All providers that come with Parley, with what they are sent at most. */
  public static Models standard(ModelKeys keys, Prices prices, Map<String, ProviderLimits> limits) {
    List<ModelProvider> all = new ArrayList<>(HttpProvider.all(keys));
    all.add(new ScriptedProvider());
    return new Models(all, prices, limits);
  }

  /**
   * The same, which remembers replies for so long: whoever asks the same letter by letter gets the
   * same, at once and for nothing. Only one of the two is to be closed.
   */
  public Models remembering(Duration age) {
    return new Models(providers.values(), prices, traffic, new ResponseCache(age));
  }

  /** The providers' names. */
  public SortedSet<String> names() {
    return new TreeSet<>(providers.keySet());
  }

  /**
   * Asks once and blocks, first until it is this call's turn; see {@link ModelProvider#call}.
   *
   * @param listener hears the reply while it comes; {@link Listener#NONE}: it is not streamed
   * @return the answer, with its cost where the price is known
   * @throws ModelFailure if there is no whole answer, or no such provider
   * @throws InterruptedException if the thread is interrupted; the connection is then closed
   */
  public ModelReply call(ModelCall call, Listener listener) throws InterruptedException {
    ModelProvider provider =
        provider(call.spec())
            .orElseThrow(
                () -> new ModelFailure(FailureType.UNKNOWN_PROVIDER, unknown(call.spec())));
    ModelReply reply =
        cache == null
            ? asked(provider, call, listener)
            : cache.ask(call, listener, () -> asked(provider, call, listener));
    return reply.costing(cost(call.spec(), reply.usage()).orElse(null));
  }

  private ModelReply asked(ModelProvider provider, ModelCall call, Listener listener)
      throws InterruptedException {
    WireNames names = WireNames.of(call.tools());
    return traffic
        .to(call.spec())
        .pass(call, () -> names.read(provider.call(names.wired(call), listener)));
  }

  /** The same without a stream. */
  public ModelReply call(ModelCall call) throws InterruptedException {
    return call(call, Listener.NONE);
  }

  /**
   * What an endpoint gets of a call, made by the code that sends it; absent: nothing is sent
   * anywhere. Nothing is sent now.
   *
   * @throws ModelFailure if it cannot be written
   */
  public Optional<WrittenRequest> written(ModelCall call, Sent sent) {
    ModelCall wired = WireNames.of(call.tools()).wired(call);
    return provider(call.spec()).flatMap(provider -> provider.written(wired, sent));
  }

  /**
   * Why a model cannot be called from here at all, as a sentence for the person who wrote the file,
   * e.g. {@code models.writer: no key for openai. Set OPENAI_API_KEY, or …}. Asks no endpoint.
   *
   * @param name of the model in the blueprint
   */
  public Optional<String> problem(String name, ModelSpec spec) {
    return provider(spec)
        .map(provider -> provider.problem(spec))
        .orElseGet(() -> Optional.of(unknown(spec)))
        .map(text -> "models.%s: %s".formatted(name, text));
  }

  /** What tokens of a model cost, if its price is known; of failed calls too. */
  public Optional<Money> cost(ModelSpec spec, Usage usage) {
    return prices.cost(spec, usage);
  }

  private Optional<ModelProvider> provider(ModelSpec spec) {
    return Optional.ofNullable(providers.get(spec.provider()));
  }

  private String unknown(ModelSpec spec) {
    return "no provider is called \"%s\"; there are %s"
        .formatted(HttpFailures.oneLine(spec.provider()), String.join(", ", providers.keySet()));
  }

  /** Closes every provider. */
  @Override
  public void close() {
    providers.values().forEach(ModelProvider::close);
  }
}
