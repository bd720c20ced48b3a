package dev.parley.client.teamfile;

import java.util.Locale;

/** Looks for secrets in all of a file, whatever its shape. */
final class SecretScan {

  static final String MESSAGE = "looks like a secret; a file holds none";

  static final String REMEDY =
      "write ${env:NAME}, in apiKey or headers, and set NAME where the workers run";

  private SecretScan() {}

  /** Reports every text that looks like a secret. */
  static void scan(Tree tree, Place place, Report report) {
    switch (tree) {
      case Tree.Scalar scalar -> {
        if (scalar.type() == Tree.Type.TEXT && Secrets.inside(scalar.raw())) {
          report.error(place, MESSAGE, REMEDY);
        }
      }
      case Tree.Sequence sequence -> {
        for (int i = 0; i < sequence.items().size(); i++) {
          Tree item = sequence.items().get(i);
          scan(item, place.item(i, item.line()), report);
        }
      }
      case Tree.Mapping mapping -> mapping.entries().forEach(entry -> entry(entry, place, report));
    }
  }

  private static void entry(Tree.Entry entry, Place place, Report report) {
    Place at = place.key(entry.key(), entry.line());
    scan(entry.value(), at, report);
    if (entry.key().toLowerCase(Locale.ROOT).equals("headers")
        && entry.value() instanceof Tree.Mapping headers) {
      headers.entries().forEach(header -> header(header, at, report));
    }
  }

  private static void header(Tree.Entry header, Place place, Report report) {
    if (Secrets.header(header.key())
        && header.value() instanceof Tree.Scalar scalar
        && !scalar.raw().contains("${env:")
        && !Secrets.inside(scalar.raw())) {
      report.error(place.key(header.key(), header.line()), MESSAGE, REMEDY);
    }
  }
}
