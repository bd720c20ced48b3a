package dev.parley.client.teamfile;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * What plain scalars mean: YAML 1.2's core schema, except that only {@code true} and {@code false}
 * are booleans. YAML 1.1 would turn {@code NO} and {@code on} into booleans and {@code 1:30} into
 * 90.
 */
final class CoreSchema extends Resolver {

  private static final Pattern TRUTH = Pattern.compile("true|false");
  private static final Pattern NOTHING = Pattern.compile("~|null|Null|NULL|");
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");

  @Override
  protected void addImplicitResolvers() {
    addImplicitResolver(Tag.BOOL, TRUTH, null);
    addImplicitResolver(Tag.NULL, NOTHING, null);
    addImplicitResolver(Tag.INT, WHOLE, null);
    addImplicitResolver(Tag.FLOAT, DECIMAL, null);
  }

  /** Whether a plain scalar of these characters would be something else than text. */
  static boolean isMoreThanText(String plain) {
    return TRUTH.matcher(plain).matches()
        || NOTHING.matcher(plain).matches()
        || WHOLE.matcher(plain).matches()
        || DECIMAL.matcher(plain).matches();
  }

  /**
   * The value of a number.
   *
   * @throws NumberFormatException if it is none, or has more digits than anyone needs
   */
  static BigDecimal number(String raw) {
    if (raw.length() > 40) {
      throw new NumberFormatException("too many digits");
    }
    if (raw.startsWith("0o")) {
      return new BigDecimal(new BigInteger(raw.substring(2), 8));
    }
    if (raw.startsWith("0x")) {
      return new BigDecimal(new BigInteger(raw.substring(2), 16));
    }
    var number = new BigDecimal(raw);
    if (Math.abs((long) number.scale()) > 40) {
      throw new NumberFormatException("too large or too small");
    }
    return number;
  }
}
