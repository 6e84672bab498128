/** Experiments: who gets which way of things, and what ends one. */
@NullMarked
package playhouse.serving.personalisation.experiments;

import org.jspecify.annotations.NullMarked;
