/** Activities of other workers, in any language, as tools. */
@NullMarked
package dev.parley.activities.foreign;

import org.jspecify.annotations.NullMarked;
