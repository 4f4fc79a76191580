package dev.steersman

/** A text of an open set: the constants of the subclass are those known today. Equal texts are equal. */
public abstract class Choice internal constructor(
    /** The text on the wire. */
    public val value: String,
) {
    final override fun equals(other: Any?): Boolean =
        other is Choice && other.javaClass == javaClass && other.value == value

    final override fun hashCode(): Int = value.hashCode()

    /** The text on the wire. */
    final override fun toString(): String = value
}

/** A member of a change in which null is a value: `Nullable.Null` clears it; not giving it leaves it as it is. */
public sealed interface Nullable<out T : Any> {
    /** Clears the member. */
    public data object Null : Nullable<Nothing>

    /** Sets the member. */
    public data class Value<out T : Any>(public val value: T) : Nullable<T>
}
