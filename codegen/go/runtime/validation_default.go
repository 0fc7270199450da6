//go:build !gabaritdev

package standin

const usualValidation = ValidationOff
