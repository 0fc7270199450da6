//go:build gabaritdev

package standin

const usualValidation = ValidationWarn
