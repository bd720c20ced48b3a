package dev.parley.client.teamfile;

import static dev.parley.client.teamfile.Shape.Key.optional;
import static dev.parley.client.teamfile.Shape.Key.required;
import static dev.parley.client.teamfile.Shapes.keys;
import static dev.parley.client.teamfile.Shapes.many;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The HTTP interfaces that the workers know: {@code parley.openapi} in their settings file. */
public final class SettingsOpenApi {

  private SettingsOpenApi() {}

  /**
   * An interface as it is written.
   *
   * @param document a file beside the settings file, or an http address
   * @param baseUrl where the interface is; empty: where the document says
   * @param headers values may hold {@code ${env:NAME}}
   * @param hosts further ones that requests may go to
   * @param privateHosts those that may have addresses of a private network
   * @param idempotent operations that take an {@code Idempotency-Key}
   * @param place file, line and key, for mistakes that are found later
   */
  public record Entry(
      String document,
      Optional<String> baseUrl,
      Map<String, String> headers,
      List<String> hosts,
      List<String> privateHosts,
      List<String> idempotent,
      String place) {

    /** Values of headers may be secrets that somebody wrote down. */
    @Override
    public String toString() {
      return place;
    }
  }

  /**
   * The interfaces of a file; none, if it has none.
   *
   * @throws TeamFileException with file, line and key of each mistake
   */
  public static SequencedMap<String, Entry> read(Path file) {
    return SettingsSection.entries(file, "openapi", described(), SettingsOpenApi::entry);
  }

  private static Shape described() {
    Shape raw = new Shape.Text(Shape.Text.Rule.RAW, 4_000);
    Shape value = new Shape.Text(Shape.Text.Rule.HEADER, 8_000);
    Shape values = new Shape.Named(Shape.Named.Keyed.ANY, value, 50);
    return keys(
        "document",
        required("document", raw, "A file beside this one, or an http address."),
        optional(
            "baseUrl",
            new Shape.Text(Shape.Text.Rule.ADDRESS, 2_000),
            "Where it is; left out: where the document says."),
        optional("headers", values, "Of each request; values may hold ${env:NAME}."),
        optional("hosts", many(Shapes.WORDS), "Further hosts that requests may go to."),
        optional("privateHosts", many(Shapes.WORDS), "Hosts that may have private addresses."),
        optional("idempotent", many(Shapes.WORDS), "Operations that take an Idempotency-Key."));
  }

  private static Entry entry(Section section, Report report) {
    return new Entry(
        section.text("document").orElse(""),
        section.text("baseUrl"),
        SettingsSection.texts(section, "headers"),
        section.texts("hosts"),
        section.texts("privateHosts"),
        section.texts("idempotent"),
        SettingsSection.shown(section.place()));
  }
}
