package dev.parley.agents;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of US dollars as a whole number of billionths, so that sums of token prices are exact.
 * In JSON it is that whole number.
 */
public record Money(@JsonValue long nanos) implements Comparable<Money> {

  /** No money. */
  public static final Money ZERO = new Money(0);

  @JsonCreator
  public Money {}

  /** An amount in dollars; digits beyond the ninth are rounded up, so that a spend is never 0. */
  public static Money dollars(BigDecimal dollars) {
    return new Money(dollars.movePointRight(9).setScale(0, RoundingMode.UP).longValueExact());
  }

  /** The amount in dollars, without trailing zeros. */
  public BigDecimal dollars() {
    BigDecimal exact = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }

  /** The sum of this and another amount. */
  public Money plus(Money other) {
    return new Money(Math.addExact(nanos, other.nanos));
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(nanos, other.nanos);
  }
}
