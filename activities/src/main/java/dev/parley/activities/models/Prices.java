package dev.parley.activities.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.agents.ModelSpec;
import dev.parley.agents.ModelSpec.Price;
import dev.parley.agents.Money;
import dev.parley.agents.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What tokens cost, in dollars per million. A name stands for itself and its dated versions ({@code
 * openai:gpt-4o} for {@code openai:gpt-4o-2024-11-20}), a name that ends with {@code *} for all
 * that begin so; the longest that fits counts. What is not here has no price: none is invented.
 */
public final class Prices {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TABLE = "prices.json";
  private static final Pattern VERSION =
      Pattern.compile("(-\\d{4}-\\d{2}-\\d{2}|-\\d{8}|-latest)?");

  private final String asOf;
  private final Map<String, Price> models;

  private Prices(String asOf, Map<String, Price> models) {
    this.asOf = asOf;
    this.models = Map.copyOf(models);
  }

  /**
   * The file's form.
   *
   * @param asOf the day of the prices
   * @param source where they come from
   * @param models dollars per million tokens, by {@code PROVIDER:MODEL}
   */
  private record Table(@Nullable String asOf, @Nullable String source, Map<String, Price> models) {}

  /** The table that comes with Parley. */
  public static Prices builtIn() {
    try (InputStream table = Prices.class.getResourceAsStream(TABLE)) {
      if (table == null) {
        throw new IllegalStateException("the price table is missing in this build: " + TABLE);
      }
      return of(TABLE, JSON.readValue(table, Table.class));
    } catch (IOException broken) {
      throw new UncheckedIOException("the price table of this build is unreadable", broken);
    }
  }

  /**
   * These prices, with a file's in front of them. The file looks as the built-in one: {@code
   * {"models": {"openai:gpt-4o": {"input": 2.50, "cached": 1.25, "output": 10.00}}}}.
   *
   * @throws IllegalArgumentException with the place, if the file is not of that form
   * @throws UncheckedIOException if it cannot be read
   */
  public Prices with(Path file) {
    try {
      Prices users = of(file.toString(), JSON.readValue(Files.readString(file), Table.class));
      var all = new HashMap<>(models);
      all.putAll(users.models);
      return new Prices(users.asOf.isEmpty() ? asOf : users.asOf, all);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(
          "%s: no price table: %s".formatted(file, wrong.getOriginalMessage()), wrong);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "%s: the price table cannot be read".formatted(file), unreadable);
    }
  }

  private static Prices of(String where, Table table) {
    if (table.models() == null) {
      throw new IllegalArgumentException("%s: no price table: models is missing".formatted(where));
    }
    table.models().forEach((model, price) -> check(where, model, price));
    return new Prices(table.asOf() == null ? "" : table.asOf(), table.models());
  }

  private static void check(String where, String model, @Nullable Price price) {
    if (price == null || isNoPrice(price.input()) || isNoPrice(price.output())) {
      throw new IllegalArgumentException(
          "%s: models.%s: input and output must be dollars per million tokens"
              .formatted(where, model));
    }
    if (price.cached() != null && price.cached().signum() < 0) {
      throw new IllegalArgumentException(
          "%s: models.%s.cached: must not be negative, is %s"
              .formatted(where, model, price.cached()));
    }
  }

  private static boolean isNoPrice(@Nullable BigDecimal dollars) {
    return dollars == null || dollars.signum() < 0;
  }

  /** The day of these prices, as the table writes it. */
  public String asOf() {
    return asOf;
  }

  /** The names that have a price, in order; one that ends with {@code *} stands for many. */
  public SortedMap<String, Price> models() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(models));
  }

  /** The price of a model: the spec's own, else the table's. */
  public Optional<Price> price(ModelSpec spec) {
    return Optional.ofNullable(spec.price())
        .or(
            () ->
                models.keySet().stream()
                    .filter(name -> stands(name, spec.label()))
                    .max(Comparator.comparingInt(String::length))
                    .map(models::get));
  }

  private static boolean stands(String name, String label) {
    if (name.endsWith("*")) {
      return label.startsWith(name.substring(0, name.length() - 1));
    }
    return label.startsWith(name) && VERSION.matcher(label.substring(name.length())).matches();
  }

  /** What the tokens cost, if the model's price is known. */
  public Optional<Money> cost(ModelSpec spec, Usage usage) {
    return price(spec).map(price -> cost(price, usage));
  }

  private static Money cost(Price price, Usage usage) {
    long cached = Math.min(usage.cached(), usage.input());
    BigDecimal cachedPrice = price.cached() == null ? price.input() : price.cached();
    BigDecimal perMillion =
        times(price.input(), usage.input() - cached)
            .add(times(cachedPrice, cached))
            .add(times(price.output(), usage.output()));
    return Money.dollars(perMillion.movePointLeft(6));
  }

  private static BigDecimal times(BigDecimal price, long tokens) {
    return price.multiply(BigDecimal.valueOf(tokens));
  }
}
