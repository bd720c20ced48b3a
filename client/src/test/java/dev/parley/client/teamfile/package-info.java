@NullMarked
package dev.parley.client.teamfile;

import org.jspecify.annotations.NullMarked;
