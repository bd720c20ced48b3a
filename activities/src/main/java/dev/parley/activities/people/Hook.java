package dev.parley.activities.people;

import java.net.URI;
import java.util.Optional;

/**
 * An address that notices are posted to.
 *
 * @param secret signs what is sent; absent: nothing is signed
 */
public record Hook(String name, URI url, Optional<String> secret) {

  /** No secret, and no address: that may hold one. */
  @Override
  public String toString() {
    return "Hook[" + name + "]";
  }
}
