/**
 * How a model of people comes about: what is asked, what is learnt from, how it is examined, and
 * whether it may serve.
 */
@NullMarked
package playhouse.models.factory;

import org.jspecify.annotations.NullMarked;
