package dev.parley.activities.models;

/**
 * Hears a reply while it comes. What it hears is a preview: the reply counts when the call has
 * returned it, and a call that fails half-way leaves half a text behind. Called by one thread at a
 * time; it must not block and must not throw.
 */
public interface Listener {

  /** Hears nothing. */
  Listener NONE =
      new Listener() {
        @Override
        public void text(String more) {}

        @Override
        public void thought(String more) {}
      };

  /** Some more of the answer. */
  void text(String more);

  /** Some more of the reasoning. */
  void thought(String more);
}
