@NullMarked
package dev.parley.client.view;

import org.jspecify.annotations.NullMarked;
